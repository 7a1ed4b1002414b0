package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verifier;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * WebSub: <a href="https://www.w3.org/TR/websub/#signature-validation">Validating signatures</a>.
 *
 * <p>{@code X-Hub-Signature: <method>=<hex>}, HMAC over the body with {@code hub.secret}. The hub chooses the method;
 * it is accepted when it is one of those configured here, by default {@code sha256}, {@code sha384} and
 * {@code sha512}. {@code sha1} has to be asked for. There is no id, no event type and no timestamp, and contents may
 * be equal, so a repeat <em>cannot</em> be told.
 *
 * <p>The specification wants a wrong signature answered with 2xx and the request discarded. A rejected request is
 * answered 401 here all the same: the hub then repeats it, which does no harm, and a wrong secret shows in its log.
 * The intent check, a GET with {@code hub.challenge}, is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#webSub}.
 *
 * <p>All of this is not verified against a hub: it is the specification and general knowledge.
 *
 * <p>Method, URL and header fields are not signed.
 */
public final class WebSub {
    /** The methods that are accepted when nothing else is said. */
    public static final Set<HmacHash> DEFAULT_METHODS = Set.of(HmacHash.SHA256, HmacHash.SHA384, HmacHash.SHA512);

    private static final String HEADER = "X-Hub-Signature";

    private WebSub() {}

    /** One verifier for each method that is accepted. */
    private record ByMethod(Map<String, Verifier> methods) implements Verifier {
        @Override
        public Verification verify(WebhookRequest request, Instant now) {
            Headers headers = request.headers();
            String signature = headers.first(HEADER).orElse("");
            int end = signature.indexOf('=');
            Verifier chosen = end < 0 ? null : methods.get(signature.substring(0, end));
            if (signature.isBlank() && headers.all(HEADER).size() < 2) {
                return Rejected.because(Rejected.Reason.MISSING);
            }
            return chosen == null ? Rejected.because(Rejected.Reason.MALFORMED) : chosen.verify(request, now);
        }

        @Override
        public Set<String> credentialHeaders() {
            return Set.of(HEADER.toLowerCase(Locale.ROOT));
        }

        @Override
        public Set<String> messageHeaders() {
            return Set.of("link");
        }

        @Override
        public String toString() {
            return "WebSub" + methods.keySet();
        }
    }

    /**
     * Verifies requests of a hub, by any of the {@link #DEFAULT_METHODS}.
     *
     * @param current the subscription's secret
     * @param previous secrets that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return verifier(DEFAULT_METHODS, current, previous);
    }

    /**
     * Verifies requests of a hub, by the methods named.
     *
     * @param methods those that are accepted, one at least
     * @param current the subscription's secret
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when no method is named
     */
    public static Verifier verifier(Set<HmacHash> methods, Secret current, Secret... previous) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("websub: no method is accepted");
        }
        Map<String, Verifier> byMethod = new TreeMap<>();
        for (HmacHash method : EnumSet.copyOf(methods)) {
            byMethod.put(name(method), HmacVerifier.of(scheme(method), current, previous));
        }
        return new ByMethod(byMethod);
    }

    /**
     * How a hub signs that chose this method, for a signer.
     *
     * @param method the method
     * @return the scheme
     */
    public static HmacScheme scheme(HmacHash method) {
        return HmacScheme.builder("websub")
                .hash(method)
                .signatureHeader(HEADER)
                .syntax(SignatureSyntax.prefix(name(method) + "="))
                .build();
    }

    /** The methods that an option names, such as {@code sha256,sha512}. */
    static Set<HmacHash> methods(Map<String, String> options) {
        String text = options.getOrDefault("methods", "");
        Set<HmacHash> methods = EnumSet.noneOf(HmacHash.class);
        for (String named : text.isBlank() ? new String[0] : text.split(",", -1)) {
            methods.add(Stream.of(HmacHash.values())
                    .filter(method -> name(method).equals(named.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "websub: option methods holds " + named + "; known: sha1, sha256, sha384, sha512")));
        }
        return methods.isEmpty() ? DEFAULT_METHODS : methods;
    }

    private static String name(HmacHash method) {
        return method.name().toLowerCase(Locale.ROOT);
    }
}
