package io.github.webhooks4j;

/**
 * One inbound request, whole: the head and the bytes of the body exactly as they arrived. This is what
 * every verifier sees.
 *
 * <p>The body is not copied, neither here nor by {@link #body()}: it is shared, to be read and never
 * changed. {@link #toString()} prints its length, never its content.
 */
public final class WebhookRequest {
    private final RequestHead head;
    private final byte[] body;

    /**
     * A request.
     *
     * @param head the head
     * @param body the bytes as received; kept, not copied, and from here on not to be changed
     */
    public WebhookRequest(RequestHead head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /**
     * The head.
     *
     * @return the head
     */
    public RequestHead head() {
        return head;
    }

    /**
     * The header fields: short for {@code head().headers()}.
     *
     * @return the headers
     */
    public Headers headers() {
        return head.headers();
    }

    /**
     * The bytes of the body, exactly as received.
     *
     * @return the shared array: read it, never change it
     */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "WebhookRequest[" + head + ", " + body.length + " bytes]";
    }
}
