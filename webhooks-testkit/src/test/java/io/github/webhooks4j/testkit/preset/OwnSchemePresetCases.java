package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.EbaySigner;
import io.github.webhooks4j.testkit.ProviderRequests;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.provider.Ebay;
import io.github.webhooks4j.verify.provider.Providers;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The presets whose scheme no family can tell. */
final class OwnSchemePresetCases {
    private static final List<Secret> TEXTS = List.of(
            Secret.of("a secret of the preset tests"),
            Secret.of("another secret of the preset tests"),
            Secret.of("a third secret of the preset tests"));
    private static final List<Secret> HEX = List.of(
            Secret.of("9064450a8892a093d9e97efcc9639de31b74f3a7803135555a3c96f5a57915d6"),
            Secret.of("0164450a8892a093d9e97efcc9639de31b74f3a7803135555a3c96f5a57915d6"),
            Secret.of("0264450a8892a093d9e97efcc9639de31b74f3a7803135555a3c96f5a57915d6"));
    private static final List<Secret> SIXTY_FOUR = List.of(
            Secret.of("a-secret-of-the-preset-tests/0+".concat("_".repeat(33))),
            Secret.of("a-secret-of-the-preset-tests/1+".concat("_".repeat(33))),
            Secret.of("a-secret-of-the-preset-tests/2+".concat("_".repeat(33))));
    private static final List<EbaySigner> EBAY = List.of(
            EbaySigner.of("9936261a-7d7b-4621-a0f1-96ccb428af40"),
            EbaySigner.of("9936261a-7d7b-4621-a0f1-96ccb428af41"),
            EbaySigner.of("9936261a-7d7b-4621-a0f1-96ccb428af42"));
    private static final String ADYEN = "{\"live\":\"false\",\"notificationItems\":["
            + "{\"NotificationRequestItem\":{\"pspReference\":\"psp1\",\"merchantAccountCode\":\"Shop\","
            + "\"merchantReference\":\"a:1\",\"amount\":{\"value\":100,\"currency\":\"EUR\"},"
            + "\"eventCode\":\"AUTHORISATION\",\"success\":\"true\"}},"
            + "{\"NotificationRequestItem\":{\"pspReference\":\"psp2\",\"eventCode\":\"AUTHORISATION\"}}]}";
    private static final String BRAINTREE =
            "<notification><timestamp type=\"datetime\">2030-01-01T00:00:00Z</timestamp>"
                    + "<kind>check</kind><subject/></notification>";

    private OwnSchemePresetCases() {}

    static Stream<PresetCase> all() {
        return Stream.of(
                of(
                        "twilio",
                        TEXTS,
                        OwnSchemePresetCases::twilio,
                        "CallSid=CA1&From=%2B1&Body=Za%C5%BC%C3%B3%C5%82%C4%87"),
                of(
                                "plivo",
                                TEXTS,
                                key -> ProviderRequests.plivo(TEXTS.get(key)).externalUrl(PresetCase.URL),
                                "CallUUID=c1&Direction=inbound&Event=StartApp&From=1")
                        .withLists("X-Plivo-Signature-V3"),
                new PresetCase(
                        "ebay",
                        keys -> Ebay.verifier(kid -> IntStream.of(keys)
                                .mapToObj(EBAY::get)
                                .filter(signer -> signer.kid().equals(kid))
                                .map(EbaySigner::publicKey)
                                .findFirst()),
                        key -> EBAY.get(key).request(),
                        "{\"metadata\":{\"topic\":\"order.paid\"},\"notification\":{\"notificationId\":\"evt_1\"}}"),
                of("contentful", SIXTY_FOUR, OwnSchemePresetCases::contentful, PresetCase.JSON),
                of("adyen", HEX, key -> ProviderRequests.adyenPayments(HEX.get(key)), ADYEN),
                of("braintree", TEXTS, key -> ProviderRequests.braintree("public-" + key, TEXTS.get(key)), BRAINTREE)
                        .withoutAge(),
                of(
                        "mailgun",
                        TEXTS,
                        key -> ProviderRequests.mailgun(TEXTS.get(key)),
                        "{\"event-data\":{\"id\":\"evt_1\",\"event\":\"opened\"}}"),
                of(
                        "dropbox-sign",
                        TEXTS,
                        key -> ProviderRequests.dropboxSign(TEXTS.get(key)),
                        "{\"event\":{\"event_type\":\"signature_request_sent\"}}"));
    }

    private static SignedRequest contentful(int key) {
        return ProviderRequests.contentful(SIXTY_FOUR.get(key))
                .header("X-Contentful-Topic", "ContentManagement.Entry.publish")
                .id("msg_1");
    }

    private static SignedRequest twilio(int key) {
        return ProviderRequests.twilio(TEXTS.get(key))
                .externalUrl(PresetCase.URL)
                .id("msg_1");
    }

    private static PresetCase of(String name, List<Secret> secrets, IntFunction<SignedRequest> signed, String body) {
        return new PresetCase(
                        name,
                        keys -> Providers.byName(name)
                                .verifier(
                                        IntStream.of(keys)
                                                .mapToObj(secrets::get)
                                                .toList(),
                                        options(name, keys)),
                        signed,
                        body)
                .withSecrets(name.equals("braintree") ? List.of() : secrets, Map.of()); // it takes a key id with each
    }

    private static Map<String, String> options(String name, int... keys) {
        String publicKeys = IntStream.of(keys).mapToObj(key -> "public-" + key).collect(Collectors.joining(","));
        return name.equals("braintree") ? Map.of("public-key-id", publicKeys) : Map.of();
    }
}
