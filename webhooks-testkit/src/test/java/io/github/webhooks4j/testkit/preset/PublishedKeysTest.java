package io.github.webhooks4j.testkit.preset;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.testkit.CertificateRequests;
import io.github.webhooks4j.testkit.EbaySigner;
import io.github.webhooks4j.testkit.JwtRequests;
import io.github.webhooks4j.testkit.JwtSigner;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Ebay;
import io.github.webhooks4j.verify.provider.GooglePubSub;
import io.github.webhooks4j.verify.provider.MicrosoftGraphRich;
import io.github.webhooks4j.verify.provider.PayPal;
import io.github.webhooks4j.verify.provider.Plaid;
import io.github.webhooks4j.verify.provider.Sns;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that a request names: another one of the same kind under that very name, as after a forger chose the name. */
class PublishedKeysTest {
    private static final String TOPIC = "arn:aws:sns:us-east-1:123456789012:orders";
    private static final String SNS_URL = "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1a2b.pem";
    private static final String PAYPAL_URL = "https://api.paypal.com/v1/notifications/certs/CERT-1a2b";
    private static final String WEBHOOK = "1JE4291016473214C";

    /** What is signed by the right key, what knows that one under its name, and what knows another one there. */
    record Named(String name, SignedRequest signed, Verifier right, Verifier wrong) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Named> presets() {
        JwtSigner rsa = JwtSigner.rs256("key");
        JwtSigner otherRsa = JwtSigner.rs256("key");
        JwtSigner curve = JwtSigner.es256("key");
        JwtSigner otherCurve = JwtSigner.es256("key");
        EbaySigner ebay = EbaySigner.of("9936261a-7d7b-4621-a0f1-96ccb428af49");
        EbaySigner otherEbay = EbaySigner.of(ebay.kid());
        String url = PresetCase.URL;
        return Stream.of(
                new Named(
                        "sns",
                        CertificateRequests.sns(TestCertificates.key("sns"), TOPIC, SNS_URL),
                        sns("sns"),
                        sns("sns-1")),
                new Named(
                        "paypal",
                        CertificateRequests.payPal(TestCertificates.key("paypal"), WEBHOOK, PAYPAL_URL),
                        payPal("paypal"),
                        payPal("paypal-1")),
                new Named(
                        "google-pubsub",
                        JwtRequests.googlePubSub(rsa, url, "push@example.com"),
                        GooglePubSub.verifier(JwtSigner.published(rsa), url, "push@example.com"),
                        GooglePubSub.verifier(JwtSigner.published(otherRsa), url, "push@example.com")),
                new Named(
                        "microsoft-graph-rich",
                        JwtRequests.microsoftGraphRich(rsa, "app", "tenant"),
                        MicrosoftGraphRich.verifier(JwtSigner.published(rsa), "app", "tenant"),
                        MicrosoftGraphRich.verifier(JwtSigner.published(otherRsa), "app", "tenant")),
                new Named(
                        "plaid",
                        JwtRequests.plaid(curve),
                        Plaid.verifier(kid -> Optional.of(curve.jwk())),
                        Plaid.verifier(kid -> Optional.of(otherCurve.jwk()))),
                new Named(
                        "ebay",
                        ebay.request(),
                        Ebay.verifier(kid -> Optional.of(ebay.publicKey())),
                        Ebay.verifier(kid -> Optional.of(otherEbay.publicKey()))));
    }

    private static Verifier sns(String alias) {
        return Sns.builder(TOPIC)
                .fetcher(address -> TestCertificates.pem(alias))
                .build();
    }

    private static Verifier payPal(String alias) {
        return PayPal.builder(WEBHOOK)
                .fetcher(address -> TestCertificates.pem(alias, "paypal-between"))
                .trusting(TestCertificates.certificate("paypal-root"))
                .build();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void another_key_under_the_same_name_verifies_nothing(Named preset) {
        var request = preset.signed().at(PresetCase.NOW).body(PresetCase.JSON).request();

        assertThat(preset.right().verify(request, PresetCase.NOW)).isInstanceOf(Verified.class);
        assertThat(preset.wrong().verify(request, PresetCase.NOW))
                .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
    }
}
