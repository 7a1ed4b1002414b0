package io.github.webhooks4j.receive;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A body is not what a handler asked to read it as. Thrown inside handler code, it fails that attempt like
 * any other exception. Its message never quotes the body.
 */
public class PayloadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A body that cannot be read.
     *
     * @param message as what, and why not
     * @param cause what the reader threw, when it quotes nothing
     */
    public PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
