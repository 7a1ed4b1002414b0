package io.github.webhooks4j.verify.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.internal.StrictJson;
import io.github.webhooks4j.verify.jwt.JwkLookup;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks Plaid for a key. Ids are UUIDs; others, which a forger may have chosen, are not asked for.
 *
 * @param asked sends the question
 * @param address where keys are handed out
 * @param clientId of the account
 * @param secret of the account
 */
record PlaidKeys(Asked asked, URI address, String clientId, Secret secret) implements JwkLookup {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String UNKNOWN_ID = "INVALID_WEBHOOK_VERIFICATION_KEY_ID";

    /** Sends a question and waits for the answer. */
    @FunctionalInterface
    interface Asked {
        byte[] ask(URI address, byte[] json) throws IOException;
    }

    static PlaidKeys of(URI address, String clientId, Secret secret) {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("plaid: the client id is blank");
        }
        return new PlaidKeys(HttpsKeyFetcher.of(address.getHost())::ask, address, clientId, secret);
    }

    @Override
    public Optional<String> find(String kid) throws IOException {
        if (!ID.matcher(kid).matches()) {
            return Optional.empty();
        }
        String question = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", clientId)
                .put("secret", secret.reveal())
                .put("key_id", kid)
                .toString();
        JsonNode answer = StrictJson.read(asked.ask(address, question.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow(() -> new IOException("what Plaid answered is no JSON"));
        if (answer.path("error_code").asText().equals(UNKNOWN_ID)) {
            return Optional.empty();
        }
        JsonNode key = answer.path("key");
        if (!key.isObject() || !key.path("kid").asText().equals(kid)) {
            throw new IOException("Plaid handed out no key: are client id and secret right?");
        }
        if (!key.path("expired_at").isNull() && !key.path("expired_at").isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(key.toString());
    }

    /** Tells no credentials. */
    @Override
    public String toString() {
        return "PlaidKeys[" + address.getHost() + "]";
    }
}
