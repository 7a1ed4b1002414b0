package io.github.webhooks4j.send;

import io.github.webhooks4j.WebhookException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint's secret cannot be opened or sealed: no such master key, a key that is none, or a text that was changed
 * or belongs to another endpoint. Trying again does not help. The message names endpoint and key, and nothing secret.
 */
public final class SecretSealException extends WebhookException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Whether it is the stored text that is wrong, whatever keys a node has. */
    private final boolean ofTheText;

    SecretSealException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    SecretSealException(String message, @Nullable Throwable cause, boolean ofTheText) {
        super(message, cause, false);
        this.ofTheText = ofTheText;
    }

    boolean isOfTheText() {
        return ofTheText;
    }
}
