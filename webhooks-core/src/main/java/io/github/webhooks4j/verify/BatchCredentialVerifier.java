package io.github.webhooks4j.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Accepts requests whose JSON body is a batch of which <em>every</em> element carries a fixed credential, as
 * Microsoft Graph has it. A batch of none is refused, and so is a body with a doubled key: sender and handler
 * could each mean another one.
 *
 * <p>Weaker than a signature: {@link Verified#bodyBound()} is {@code false}. Comparison takes the same time
 * whatever differs. The body is read in one bounded streaming pass; malformed JSON is rejected, never thrown.
 *
 * <p>Immutable.
 */
public final class BatchCredentialVerifier implements Verifier {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(1000).build())
            .build();

    private final String scheme;
    private final String batch;
    private final String member;
    private final AcceptedSecrets accepted;

    private BatchCredentialVerifier(String scheme, String batch, String member, AcceptedSecrets accepted) {
        this.scheme = scheme;
        this.batch = batch;
        this.member = member;
        this.accepted = accepted;
    }

    /**
     * A verifier.
     *
     * @param scheme what verdicts call the scheme
     * @param batch the member of the outermost object that is the array
     * @param member the member of each element that is the credential, a string
     * @param current the credential in use
     * @param previous credentials that are still accepted; elements may carry different ones
     * @return the verifier
     */
    public static BatchCredentialVerifier of(
            String scheme, String batch, String member, Secret current, Secret... previous) {
        return new BatchCredentialVerifier(scheme, batch, member, new AcceptedSecrets("", current, previous));
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (accepted.noneLive(now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        List<@Nullable String> credentials;
        try (JsonParser parser = JSON.createParser(request.body())) {
            credentials = credentials(parser);
        } catch (IOException | RuntimeException e) { // whatever a sender wrote
            return Rejected.because(Reason.MALFORMED);
        }
        if (credentials.isEmpty() || credentials.contains(null)) {
            return Rejected.because(Reason.MISSING);
        }
        String first = null;
        boolean all = true;
        for (String credential : credentials) {
            String matched = accepted.match(List.of(AcceptedSecrets.utf8(String.valueOf(credential))), now);
            first = first == null ? matched : first;
            all &= matched != null;
        }
        return all && first != null
                ? Verified.builder(scheme).keyName(first).build()
                : Rejected.because(Reason.MISMATCH);
    }

    /** One entry per element, {@code null} for one that carries no text; empty when there is no batch. */
    private List<@Nullable String> credentials(JsonParser parser) throws IOException {
        List<@Nullable String> credentials = new ArrayList<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return credentials;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(batch);
            if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    credentials.add(credential(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new IOException("the text goes on behind its end");
        }
        return credentials;
    }

    private @Nullable String credential(JsonParser parser) throws IOException {
        String credential = null;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(member);
            if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
                credential = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return credential;
    }

    /** Tells scheme and place. */
    @Override
    public String toString() {
        return "BatchCredentialVerifier[" + scheme + " in " + batch + "[]." + member + "]";
    }
}
