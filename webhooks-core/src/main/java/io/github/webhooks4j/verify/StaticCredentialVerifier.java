package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests that carry a fixed credential: a token in a header field or elsewhere, HTTP Basic or a bearer
 * token.
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

    private static final MessageField AUTHORIZATION = MessageField.header("Authorization");

    private final String scheme;
    private final MessageField place;
    private final @Nullable String word;
    private final boolean encoded;
    private final RejectionAnswer answer;
    private final AcceptedSecrets accepted;
    private final List<Optional<MessageField>> idAndType;
    private final FieldReader reader;
    private final List<String> furtherHeaders;

    private StaticCredentialVerifier(
            String scheme,
            MessageField place,
            @Nullable String word,
            RejectionAnswer answer,
            AcceptedSecrets accepted) {
        this.scheme = scheme;
        this.place = place;
        this.word = word;
        this.encoded = scheme.equals("basic");
        this.answer = answer;
        this.accepted = accepted;
        idAndType = List.of();
        reader = new FieldReader();
        furtherHeaders = List.of();
    }

    private StaticCredentialVerifier(
            StaticCredentialVerifier from,
            String scheme,
            List<Optional<MessageField>> idAndType,
            List<String> furtherHeaders) {
        this.scheme = scheme;
        place = from.place;
        word = from.word;
        encoded = from.encoded;
        answer = from.answer;
        accepted = from.accepted;
        this.idAndType = idAndType;
        reader = new FieldReader(idAndType);
        this.furtherHeaders = furtherHeaders;
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
        checkHeader(header);
        RejectionAnswer answer = new RejectionAnswer(403, "Incorrect token in " + header + " header.");
        return new StaticCredentialVerifier(
                "token", MessageField.header(header), null, answer, new AcceptedSecrets("", current, previous));
    }

    /**
     * A token that is the whole value of a header field, query parameter, form field or JSON member. What is
     * rejected is answered 401. A query parameter is not stored; what stands in the body is stored with it.
     *
     * @param place one place
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException when the place has alternatives, or is no name that a header field can have
     */
    public static StaticCredentialVerifier tokenAt(MessageField place, Secret current, Secret... previous) {
        if (place.places().size() > 1) {
            throw new IllegalArgumentException("token: it has one place, not " + place);
        }
        if (place.isHeader()) {
            checkHeader(place.name());
        }
        return new StaticCredentialVerifier(
                "token", place, null, RejectionAnswer.UNAUTHORIZED, new AcceptedSecrets("", current, previous));
    }

    private static void checkHeader(String name) {
        if (Headers.builder().add(name, "").fault().isPresent()) {
            throw new IllegalArgumentException("token: the header's name is no HTTP token (RFC 9110, section 5.6.2)");
        }
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
                new AcceptedSecrets(username + ":", current, previous));
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
                "bearer",
                AUTHORIZATION,
                "Bearer",
                RejectionAnswer.UNAUTHORIZED,
                new AcceptedSecrets("", current, previous));
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
        return telling(provider, Optional.of(id), Optional.of(eventType));
    }

    /**
     * A copy whose verdicts tell what is known of id and event type.
     *
     * @param provider what verdicts call the scheme
     * @param id where the message id is, if there is one for the whole message
     * @param eventType where the event type is, if there is one
     * @param messageHeaders further header fields that tell about a message
     * @return the copy
     */
    public StaticCredentialVerifier telling(
            String provider, Optional<MessageField> id, Optional<MessageField> eventType, String... messageHeaders) {
        return new StaticCredentialVerifier(this, provider, List.of(id, eventType), List.of(messageHeaders));
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (accepted.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        List<String> values = place.values(request);
        if (values.isEmpty() || (values.size() == 1 && values.get(0).isBlank())) {
            return Rejected.because(Reason.MISSING);
        }
        String credential = values.size() == 1 ? credential(values.get(0)) : null;
        List<byte[]> shown = credential == null ? List.of() : bytes(credential);
        if (shown.isEmpty()) {
            return Rejected.because(Reason.MALFORMED);
        }
        String matched = accepted.match(shown, now);
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
                byte[] pair = Base64.getDecoder().decode(credential);
                return Base64.getEncoder().encodeToString(pair).equals(credential) ? List.of(pair) : List.of();
            } catch (IllegalArgumentException e) {
                return List.of();
            }
        }
        byte[] utf8 = AcceptedSecrets.utf8(credential);
        return utf8.length == credential.length()
                ? List.of(utf8)
                : List.of(utf8, credential.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public Set<String> credentialHeaders() {
        return place.isHeader() ? Set.of(SignatureScheme.lowerCase(place.name())) : Set.of();
    }

    @Override
    public Set<String> credentialParameters() {
        return place.place() == MessageField.Place.QUERY ? Set.of(place.name()) : Set.of();
    }

    @Override
    public Set<String> messageHeaders() {
        Set<String> names = new TreeSet<>();
        for (Optional<MessageField> field : idAndType) {
            field.stream()
                    .flatMap(some -> some.places().stream())
                    .filter(MessageField::isHeader)
                    .forEach(header -> names.add(SignatureScheme.lowerCase(header.name())));
        }
        furtherHeaders.forEach(header -> names.add(SignatureScheme.lowerCase(header)));
        return Collections.unmodifiableSet(names);
    }

    @Override
    public RejectionAnswer rejectionAnswer() {
        return answer;
    }

    /** Tells scheme and place. */
    @Override
    public String toString() {
        return "StaticCredentialVerifier[" + scheme + " in " + place + "]";
    }
}
