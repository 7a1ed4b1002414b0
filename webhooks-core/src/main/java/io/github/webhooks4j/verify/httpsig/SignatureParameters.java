package io.github.webhooks4j.verify.httpsig;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a signature that are looked at (RFC 9421, section 2.3). Immutable. */
record SignatureParameters(
        Optional<Instant> created,
        Optional<Instant> expires,
        Optional<String> keyId,
        Optional<String> algorithm,
        Optional<String> nonce) {
    private static final int MAX_NONCE = 256;

    /** {@code null} when one is of another kind than it must be. */
    static @Nullable SignatureParameters of(Map<String, Object> parameters) {
        boolean well = is(parameters, "created", Long.class)
                && is(parameters, "expires", Long.class)
                && is(parameters, "keyid", String.class)
                && is(parameters, "alg", String.class)
                && is(parameters, "nonce", String.class);
        if (!well) {
            return null;
        }
        SignatureParameters read = new SignatureParameters(
                time(parameters, "created"),
                time(parameters, "expires"),
                text(parameters, "keyid"),
                text(parameters, "alg"),
                text(parameters, "nonce"));
        boolean early =
                read.created.filter(time -> time.isBefore(Instant.EPOCH)).isPresent();
        boolean longNonce = read.nonce.filter(text -> text.length() > MAX_NONCE).isPresent();
        return early || longNonce ? null : read;
    }

    private static boolean is(Map<String, Object> parameters, String name, Class<?> type) {
        return !parameters.containsKey(name) || type.isInstance(parameters.get(name));
    }

    private static Optional<Instant> time(Map<String, Object> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(Long.class::cast).map(Instant::ofEpochSecond);
    }

    private static Optional<String> text(Map<String, Object> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(String.class::cast);
    }
}
