package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.testkit.CertificateRequests;
import io.github.webhooks4j.verify.key.KeyFetcher;
import io.github.webhooks4j.verify.provider.PayPal;
import io.github.webhooks4j.verify.provider.Sns;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The presets that sign with a certificate: each key has one, at an address of its own. */
final class CertificatePresetCases {
    private static final List<String> SNS = List.of("sns", "sns-1", "sns-2");
    private static final List<String> PAYPAL = List.of("paypal", "paypal-1", "paypal-2");
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:orders";
    private static final String SNS_URL = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-";
    private static final String PAYPAL_URL = "https://api.paypal.com/v1/notifications/certs/CERT-";

    private CertificatePresetCases() {}

    static Stream<PresetCase> all() {
        return Stream.of(
                new PresetCase(
                        "sns",
                        keys -> Sns.builder(TOPIC).fetcher(published(SNS, keys)).build(),
                        key -> CertificateRequests.sns(
                                TestCertificates.key(SNS.get(key)), TOPIC, SNS_URL + key + ".pem"),
                        PresetCase.JSON),
                new PresetCase(
                        "paypal",
                        keys -> PayPal.builder("1JE4291016473214C")
                                .fetcher(published(PAYPAL, keys))
                                .trusting(TestCertificates.certificate("paypal-root"))
                                .build(),
                        key -> CertificateRequests.payPal(
                                TestCertificates.key(PAYPAL.get(key)), "1JE4291016473214C", PAYPAL_URL + key),
                        PresetCase.JSON));
    }

    /** At the address of a key that is not accepted there is a certificate of somebody else. */
    private static KeyFetcher published(List<String> aliases, int... accepted) {
        return address -> IntStream.of(accepted)
                .filter(key -> address.getPath().contains("-" + key))
                .mapToObj(key -> TestCertificates.pem(aliases.get(key), "paypal-between"))
                .findFirst()
                .orElseGet(() -> TestCertificates.pem("other"));
    }
}
