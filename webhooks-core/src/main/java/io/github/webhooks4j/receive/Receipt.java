package io.github.webhooks4j.receive;

import io.github.webhooks4j.Headers;
import java.nio.charset.StandardCharsets;

/**
 * What a request is answered: status, header fields, body.
 *
 * <p>Immutable; {@link #toString()} prints the status only.
 */
public final class Receipt {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    private Receipt(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * An answer without a body.
     *
     * @param status 200 to 599, never 410: senders disable an endpoint on it
     * @return the receipt
     * @throws IllegalArgumentException for any other status
     */
    public static Receipt empty(int status) {
        return of(status, Headers.empty(), new byte[0]);
    }

    /**
     * An answer in plain text.
     *
     * @param status 200 to 599, never 410
     * @param text sent as UTF-8
     * @return the receipt
     * @throws IllegalArgumentException for any other status
     */
    public static Receipt text(int status, String text) {
        return of(
                status,
                Headers.of("Content-Type", "text/plain;charset=utf-8", "X-Content-Type-Options", "nosniff"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * An answer in JSON.
     *
     * @param status 200 to 599, never 410
     * @param json sent as UTF-8, as it is
     * @return the receipt
     * @throws IllegalArgumentException for any other status
     */
    public static Receipt json(int status, String json) {
        return of(
                status,
                Headers.of("Content-Type", "application/json", "X-Content-Type-Options", "nosniff"),
                json.getBytes(StandardCharsets.UTF_8));
    }

    static Receipt of(int status, Headers headers, byte[] body) {
        if (status < 200 || status > 599 || status == 410) {
            throw new IllegalArgumentException("a receipt's status is 200 to 599 but never 410, not " + status);
        }
        return new Receipt(status, headers, body);
    }

    /**
     * A copy with one header field more.
     *
     * @param name the name
     * @param value the value
     * @return the copy
     */
    public Receipt with(String name, String value) {
        return new Receipt(status, headers.with(name, value), body);
    }

    /**
     * The status.
     *
     * @return 200 to 599
     */
    public int status() {
        return status;
    }

    /**
     * The header fields, without a length.
     *
     * @return the headers
     */
    public Headers headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return a copy, possibly empty
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Whether the sender is told that all is well.
     *
     * @return whether the status is 2xx
     */
    public boolean isSuccess() {
        return status < 300;
    }

    @Override
    public String toString() {
        return "Receipt[" + status + "]";
    }
}
