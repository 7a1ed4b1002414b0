package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verifier;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * HTTP webhooks of CloudEvents:
 * <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">HTTP 1.1 Web Hooks for Event
 * Delivery</a>.
 *
 * <p>A bearer token, in {@code Authorization} or in the query parameter {@code access_token}; in both at once is
 * refused (RFC 6750, section 2). The parameter is not stored. <b>Nothing is signed:</b> whoever sees one request can
 * send others with any body, and a repeat under another id <em>cannot</em> be told. A rejected request gets a 401
 * without a challenge, as the specification says.
 *
 * <p>Id and event type are {@code ce-id} and {@code ce-type}, or else the JSON members {@code id} and {@code type}; a
 * batch has neither. Ids differ within one event source only: give each sender an endpoint of its own.
 *
 * <p>The handshake, an OPTIONS with {@code WebHook-Request-Origin}, is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#cloudEvents}.
 */
public final class CloudEvents {
    private static final MessageField PARAMETER = MessageField.query("access_token");
    private static final MessageField ID = MessageField.header("ce-id").or(MessageField.json("id"));
    private static final MessageField TYPE = MessageField.header("ce-type").or(MessageField.json("type"));

    private CloudEvents() {}

    /** Takes the token from where it is. */
    private record EitherPlace(Verifier header, Verifier parameter) implements Verifier {
        @Override
        public Verification verify(WebhookRequest request, Instant now) {
            boolean inQuery = PARAMETER.read(request).isPresent() || PARAMETER.isGivenTwice(request);
            if (inQuery && request.headers().contains("Authorization")) {
                return Rejected.because(Rejected.Reason.MALFORMED);
            }
            return (inQuery ? parameter : header).verify(request, now);
        }

        @Override
        public Set<String> credentialHeaders() {
            return header.credentialHeaders();
        }

        @Override
        public Set<String> credentialParameters() {
            return parameter.credentialParameters();
        }

        @Override
        public Set<String> messageHeaders() {
            return header.messageHeaders();
        }
    }

    /**
     * Accepts requests with a bearer token.
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return new EitherPlace(
                telling(StaticCredentialVerifier.bearer(current, previous)),
                telling(StaticCredentialVerifier.tokenAt(PARAMETER, current, previous)));
    }

    private static Verifier telling(StaticCredentialVerifier verifier) {
        return verifier.telling(
                "cloudevents",
                Optional.of(ID),
                Optional.of(TYPE),
                "ce-source",
                "ce-specversion",
                "ce-subject",
                "ce-time",
                "WebHook-Request-Origin");
    }
}
