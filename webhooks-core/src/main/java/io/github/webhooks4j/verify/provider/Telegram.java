package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;
import java.util.Optional;

/**
 * Telegram bots: <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>.
 *
 * <p>{@code X-Telegram-Bot-Api-Secret-Token} is the secret token that was given to {@code setWebhook}: 1 to 256 of
 * {@code A-Z a-z 0-9 _ -}. <b>Nothing is signed:</b> whoever sees one request can send others with any body, and a
 * repeat under another id <em>cannot</em> be told. The id is the JSON member {@code update_id}. There is no event
 * type: what an update is about, is told by which other member it has.
 *
 * <p>All of this is not verified against the provider's own software: it is general knowledge and what other receivers
 * do.
 */
public final class Telegram {
    private Telegram() {}

    /**
     * Accepts requests with a secret token.
     *
     * @param current the token in use
     * @param previous tokens that are still accepted
     * @return the verifier
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return StaticCredentialVerifier.tokenAt(
                        MessageField.header("X-Telegram-Bot-Api-Secret-Token"), current, previous)
                .telling("telegram", Optional.of(MessageField.json("update_id")), Optional.empty());
    }
}
