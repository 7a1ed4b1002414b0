package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import java.time.Duration;

/**
 * One POST to be made. The bytes are shared, never copied or changed. {@link #toString()} shows neither URL nor
 * header values nor body.
 *
 * @param url where to, as it was registered; judged again by the target policy
 * @param headers all fields to send but those that the protocol asks for (Host, Content-Length, Connection,
 *     Accept-Encoding)
 * @param body exactly the bytes to send
 * @param timeout the one deadline: address look-up, connect, TLS, write and read together
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are shared on purpose, and nothing compares requests
public record OutboundRequest(String url, Headers headers, byte[] body, Duration timeout) {
    @Override
    public String toString() {
        return "OutboundRequest[" + headers + ", " + body.length + " bytes, " + timeout + "]";
    }
}
