package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The presets whose scheme no family can tell. */
final class OwnSchemePresets {
    private static final String TOLERANCE = "tolerance";
    private static final String CLIENT_ID = "client-id";
    private static final String ENVIRONMENT = "environment";
    private static final String PARENT = "parent-signature";
    private static final String PUBLIC_KEY = "public-key-id";

    private OwnSchemePresets() {}

    static Stream<Provider> all() {
        return Stream.of(
                Provider.of(
                        "adyen",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> AdyenPayments.verifier(current, previous)),
                Provider.of("braintree", Set.of(PUBLIC_KEY), Set.of(), OwnSchemePresets::braintree),
                Provider.of("contentful", Set.of(), Set.of(TOLERANCE), OwnSchemePresets::contentful),
                Provider.of("dropbox-sign", Set.of(), Set.of(TOLERANCE), OwnSchemePresets::dropboxSign),
                Provider.of("ebay", Set.of(CLIENT_ID), Set.of(ENVIRONMENT), OwnSchemePresets::ebay),
                Provider.of("mailgun", Set.of(), Set.of(TOLERANCE, PARENT), OwnSchemePresets::mailgun),
                Provider.of(
                        "plivo", Set.of(), Set.of(), (options, current, previous) -> Plivo.verifier(current, previous)),
                Provider.of(
                        "twilio",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> Twilio.verifier(current, previous)));
    }

    /** As many public keys as there are secrets, in the same order, separated by commas. */
    private static Verifier braintree(Map<String, String> options, Secret current, Secret... previous) {
        String[] publicKeys = options.getOrDefault(PUBLIC_KEY, "").split(",", -1);
        if (publicKeys.length != previous.length + 1) {
            throw new IllegalArgumentException("provider braintree: option public-key-id has " + publicKeys.length
                    + " keys, separated by commas, for " + (previous.length + 1) + " secrets");
        }
        Braintree.KeyPair[] others = new Braintree.KeyPair[previous.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Braintree.KeyPair(publicKeys[i + 1].strip(), previous[i]);
        }
        return Braintree.verifier(publicKeys[0].strip(), current, others);
    }

    private static Verifier contentful(Map<String, String> options, Secret current, Secret... previous) {
        return Contentful.verifier(tolerance(options, HmacScheme.DEFAULT_TOLERANCE), current, previous);
    }

    private static Verifier dropboxSign(Map<String, String> options, Secret current, Secret... previous) {
        return DropboxSign.verifier(tolerance(options, DropboxSign.DEFAULT_TOLERANCE), current, previous);
    }

    /** eBay is asked for its keys with the current secret; none of the previous ones is of use. */
    private static Verifier ebay(Map<String, String> options, Secret current, Secret... previous) {
        String clientId = options.getOrDefault(CLIENT_ID, "");
        return switch (options.getOrDefault(ENVIRONMENT, "production")) {
            case "production" -> Ebay.verifier(clientId, current);
            case "sandbox" -> Ebay.sandbox(clientId, current);
            default ->
                throw new IllegalArgumentException("provider ebay: option environment must be production or sandbox");
        };
    }

    private static Verifier mailgun(Map<String, String> options, Secret current, Secret... previous) {
        Mailgun.Builder builder =
                Mailgun.builder(current, previous).tolerance(tolerance(options, Mailgun.DEFAULT_TOLERANCE));
        String parent = options.getOrDefault(PARENT, "false");
        if (!parent.equals("true") && !parent.equals("false")) {
            throw new IllegalArgumentException("provider mailgun: option parent-signature is neither true nor false");
        }
        return (parent.equals("true") ? builder.parentSignature() : builder).build();
    }

    private static Duration tolerance(Map<String, String> options, Duration otherwise) {
        String text = options.get(TOLERANCE);
        return text == null ? otherwise : Duration.parse(text);
    }
}
