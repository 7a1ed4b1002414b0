package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests that carry a fixed credential: a token in a header field, HTTP Basic or a bearer token.
 *
 * <p>Weaker than a signature: {@link Verified#bodyBound()} is {@code false}, for nothing of the message is
 * covered, and a request that somebody saw can be repeated at any time. Several secrets may be accepted at
 * once. Comparison takes the same time whatever differs, length included. A credential given twice is refused.
 *
 * <p>Immutable.
 */
public final class StaticCredentialVerifier implements Verifier {
    /** The header field of a token when nothing else is said: {@value}. */
    public static final String DEFAULT_TOKEN_HEADER = "X-Webhook-Token";

    private static final String AUTHORIZATION = "Authorization";

    private final String scheme;
    private final String header;
    private final @Nullable String word;
    private final boolean encoded;
    private final RejectionAnswer answer;
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<MessageField> idAndType;
    private final FieldReader reader;

    /** A secret and the SHA-256 of the credential that shows it. */
    private static final class Accepted {
        private final Secret secret;
        private final byte[] digest;

        private Accepted(Secret secret, byte[] digest) {
            this.secret = secret;
            this.digest = digest;
        }
    }

    private StaticCredentialVerifier(
            String scheme,
            String header,
            @Nullable String word,
            RejectionAnswer answer,
            String before,
            List<Secret> secrets) {
        this.scheme = scheme;
        this.header = header;
        this.word = word;
        this.encoded = scheme.equals("basic");
        this.answer = answer;
        idAndType = List.of();
        reader = new FieldReader();
        for (Secret secret : secrets) {
            accepted.add(new Accepted(secret, sha256(utf8(before + secret.reveal()))));
        }
    }

    private StaticCredentialVerifier(StaticCredentialVerifier from, String scheme, List<MessageField> idAndType) {
        this.scheme = scheme;
        header = from.header;
        word = from.word;
        encoded = from.encoded;
        answer = from.answer;
        accepted.addAll(from.accepted);
        this.idAndType = idAndType;
        reader = new FieldReader(idAndType.toArray(MessageField[]::new));
    }

    /**
     * A token that is the whole value of a header field. What is rejected is answered 403 with
     * {@code Incorrect token in NAME header.}, the same for a missing and for a wrong one.
     *
     * @param header the field's name; {@link #DEFAULT_TOKEN_HEADER} is customary
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the name is none that a header field can have
     */
    public static StaticCredentialVerifier token(String header, Secret current, Secret... previous) {
        if (Headers.builder().add(header, "").fault().isPresent()) {
            throw new IllegalArgumentException("token: the header's name is no HTTP token (RFC 9110, section 5.6.2)");
        }
        RejectionAnswer answer = new RejectionAnswer(403, "Incorrect token in " + header + " header.");
        return new StaticCredentialVerifier("token", header, null, answer, "", HmacKeys.named(current, previous));
    }

    /**
     * HTTP Basic (RFC 7617) in UTF-8. The password may hold colons.
     *
     * @param username without a colon; it is not a secret and not compared on its own
     * @param current the password in use
     * @param previous passwords that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the username holds a colon
     */
    public static StaticCredentialVerifier basic(String username, Secret current, Secret... previous) {
        if (username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("basic: the username holds a colon, which ends it");
        }
        return new StaticCredentialVerifier(
                "basic",
                AUTHORIZATION,
                "Basic",
                RejectionAnswer.UNAUTHORIZED,
                username + ":",
                HmacKeys.named(current, previous));
    }

    /**
     * A bearer token in {@code Authorization} (RFC 6750, section 2.1).
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static StaticCredentialVerifier bearer(Secret current, Secret... previous) {
        return new StaticCredentialVerifier(
                "bearer", AUTHORIZATION, "Bearer", RejectionAnswer.UNAUTHORIZED, "", HmacKeys.named(current, previous));
    }

    /**
     * A copy whose verdicts tell id and event type, for a provider whose place for them is known. They are as
     * little covered as the rest of the message.
     *
     * @param provider what verdicts call the scheme
     * @param id where the message id is
     * @param eventType where the event type is
     * @return the copy
     */
    public StaticCredentialVerifier telling(String provider, MessageField id, MessageField eventType) {
        return new StaticCredentialVerifier(this, provider, List.of(id, eventType));
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (accepted.stream().noneMatch(one -> one.secret.isLive(now))) {
            return Rejected.because(Reason.NO_KEY);
        }
        List<String> lines = request.headers().all(header);
        if (lines.isEmpty() || (lines.size() == 1 && lines.get(0).isBlank())) {
            return Rejected.because(Reason.MISSING);
        }
        String credential = lines.size() == 1 ? credential(lines.get(0)) : null;
        List<byte[]> shown = credential == null ? List.of() : bytes(credential);
        if (shown.isEmpty()) {
            return Rejected.because(Reason.MALFORMED);
        }
        String matched = null;
        for (byte[] one : shown) {
            String name = match(sha256(one), now);
            matched = matched == null ? name : matched;
        }
        return matched == null ? Rejected.because(Reason.MISMATCH) : verified(matched, request);
    }

    private Verified verified(String keyName, WebhookRequest request) {
        Verified.Builder verdict = Verified.builder(scheme).keyName(keyName);
        return (idAndType.isEmpty() ? verdict : verdict.readLater(reader, request)).build();
    }

    /** What follows the scheme's word; {@code null} when the word is another. */
    private @Nullable String credential(String value) {
        if (word == null) {
            return value;
        }
        int end = word.length();
        if (!value.regionMatches(true, 0, word, 0, end) || value.length() <= end || value.charAt(end) != ' ') {
            return null;
        }
        return value.substring(end).strip();
    }

    /**
     * The bytes that the sender may have meant. Containers read header fields as Latin-1 or as UTF-8, which
     * makes a difference only beyond ASCII; then both are tried.
     */
    private List<byte[]> bytes(String credential) {
        if (encoded) {
            try {
                return List.of(Base64.getDecoder().decode(credential));
            } catch (IllegalArgumentException e) {
                return List.of();
            }
        }
        byte[] utf8 = utf8(credential);
        return utf8.length == credential.length()
                ? List.of(utf8)
                : List.of(utf8, credential.getBytes(StandardCharsets.ISO_8859_1));
    }

    private @Nullable String match(byte[] digest, Instant now) {
        String matched = null;
        for (Accepted one : accepted) {
            boolean hit = MessageDigest.isEqual(one.digest, digest) && one.secret.isLive(now);
            matched = hit && matched == null ? one.secret.name() : matched;
        }
        return matched;
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of(SignatureScheme.lowerCase(header));
    }

    @Override
    public Set<String> messageHeaders() {
        Set<String> names = new TreeSet<>();
        for (MessageField field : idAndType) {
            for (MessageField place : field.places()) {
                if (place.isHeader()) {
                    names.add(SignatureScheme.lowerCase(place.name()));
                }
            }
        }
        return Collections.unmodifiableSet(names);
    }

    @Override
    public RejectionAnswer rejectionAnswer() {
        return answer;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Tells scheme and header name. */
    @Override
    public String toString() {
        return "StaticCredentialVerifier[" + scheme + " in " + header + "]";
    }
}
