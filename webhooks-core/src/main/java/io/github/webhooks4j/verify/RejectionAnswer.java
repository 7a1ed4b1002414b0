package io.github.webhooks4j.verify;

/**
 * How a rejected request is answered, the same for every reason.
 *
 * @param status 400 to 499, never 410 (senders disable the endpoint on it)
 * @param text the body, sent as {@code text/plain}; empty for none
 */
public record RejectionAnswer(int status, String text) {
    /** 401 with an empty body. */
    public static final RejectionAnswer UNAUTHORIZED = new RejectionAnswer(401, "");

    /**
     * Checks the status.
     *
     * @param status 400 to 499, never 410
     * @param text the body
     * @throws IllegalArgumentException for any other status
     */
    public RejectionAnswer {
        if (status < 400 || status > 499 || status == 410) {
            throw new IllegalArgumentException("a rejection is answered 400 to 499 but never 410, not " + status);
        }
    }
}
