package io.github.webhooks4j.receive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.Headers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One verified request as it was received and logged, with where it stands.
 *
 * <p>The bytes are the truth; text, JSON, form and query are views, made when asked for. {@link #body()}
 * hands out a copy.
 *
 * <p>Immutable: a message read from the log is a snapshot. {@link #toString()} prints source, id and state only.
 */
public final class Message {
    private final NewMessage received;
    private final MessageState state;
    private final int attempts;
    private final Optional<String> error;
    private final Optional<Instant> dueAt;
    private final Optional<Instant> finishedAt;

    /**
     * A snapshot, made by stores.
     *
     * @param received what was stored
     * @param state its state
     * @param attempts how many attempts were begun
     * @param error the last error, while it counts
     * @param dueAt for {@link MessageState#PENDING}: when it is due, or its lease ends
     * @param finishedAt when the last result was written
     */
    public Message(
            NewMessage received,
            MessageState state,
            int attempts,
            Optional<String> error,
            Optional<Instant> dueAt,
            Optional<Instant> finishedAt) {
        this.received = received;
        this.state = state;
        this.attempts = attempts;
        this.error = error;
        this.dueAt = dueAt;
        this.finishedAt = finishedAt;
    }

    /**
     * The message's id in this log.
     *
     * @return a UUID of version 7
     */
    public UUID id() {
        return received.id();
    }

    /**
     * The source it came in by.
     *
     * @return the source's name
     */
    public String source() {
        return received.source();
    }

    /**
     * The provider's id of the message.
     *
     * @return the id, when the scheme or the source knows one
     */
    public Optional<String> providerId() {
        return received.dedupeKey();
    }

    /**
     * The event type.
     *
     * @return the type, when known
     */
    public Optional<String> eventType() {
        return received.eventType();
    }

    /**
     * The method of the request.
     *
     * @return such as {@code POST}
     */
    public String method() {
        return received.method();
    }

    /**
     * When the request was taken.
     *
     * @return by the receiver's clock
     */
    public Instant receivedAt() {
        return received.receivedAt();
    }

    /**
     * The stored header fields: what the source keeps, never credentials or signatures.
     *
     * @return the headers
     */
    public Headers headers() {
        return received.headers();
    }

    /**
     * The peer's address.
     *
     * @return the address as text, when known
     */
    public Optional<String> remoteAddress() {
        return received.remoteAddress();
    }

    /**
     * The scheme that accepted it.
     *
     * @return its name
     */
    public String scheme() {
        return received.scheme();
    }

    /**
     * Which secret matched.
     *
     * @return the secret's name
     */
    public Optional<String> keyName() {
        return received.keyName();
    }

    /**
     * The body, exactly as received.
     *
     * @return a copy
     */
    public byte[] body() {
        return received.body().clone();
    }

    /**
     * The body, exactly as received, without a copy.
     *
     * @return a stream over it
     */
    public InputStream bodyStream() {
        return new ByteArrayInputStream(received.body());
    }

    /**
     * How long the body is.
     *
     * @return bytes
     */
    public int bodyLength() {
        return received.body().length;
    }

    /**
     * The body as text.
     *
     * @return the text; empty when the bytes are not UTF-8, whatever a charset parameter says
     */
    public Optional<String> text() {
        return PayloadViews.text(received.body());
    }

    /**
     * The body as a JSON tree. Of a doubled key the last counts; anything after the value is refused.
     *
     * @return the tree
     * @throws PayloadException when the body is no JSON, or deeper or longer than the parser's limits
     */
    public JsonNode json() {
        return PayloadViews.json(received.body());
    }

    /**
     * A field of a body of type {@code application/x-www-form-urlencoded}.
     *
     * @param name the decoded name
     * @return the first value, decoded; empty when there is none
     */
    public Optional<String> form(String name) {
        return formAll(name).stream().findFirst();
    }

    /**
     * All values of a form field.
     *
     * @param name the decoded name
     * @return the values in order
     */
    public List<String> formAll(String name) {
        return PayloadViews.text(received.body())
                .map(text -> PayloadViews.parameters(text, name))
                .orElse(List.of());
    }

    /**
     * A parameter of the query, which is the payload of a GET delivery.
     *
     * @param name the decoded name
     * @return the first value, decoded; empty when there is none, or when it carried a credential
     */
    public Optional<String> query(String name) {
        return queryAll(name).stream().findFirst();
    }

    /**
     * All values of a query parameter.
     *
     * @param name the decoded name
     * @return the values in order
     */
    public List<String> queryAll(String name) {
        return PayloadViews.parameters(received.query(), name);
    }

    /**
     * The stored query.
     *
     * @return as on the wire, without parameters that carry credentials
     */
    public String rawQuery() {
        return received.query();
    }

    /**
     * Where it stands.
     *
     * @return the state
     */
    public MessageState state() {
        return state;
    }

    /**
     * How many attempts were begun, the present one included.
     *
     * @return the number
     */
    public int attempts() {
        return attempts;
    }

    /**
     * The error of the last failed attempt.
     *
     * @return class and message, escaped and cut off; kept while a further attempt waits or runs, empty once
     *     handled, ignored or refused
     */
    public Optional<String> error() {
        return error;
    }

    /**
     * For a queued message: when it is due, or when the lease of its claim ends.
     *
     * @return by the store's clock
     */
    public Optional<Instant> dueAt() {
        return dueAt;
    }

    /**
     * When the last result was written.
     *
     * @return by the store's clock
     */
    public Optional<Instant> finishedAt() {
        return finishedAt;
    }

    /**
     * What was stored, for stores that build the next snapshot.
     *
     * @return the stored part, its body shared
     */
    public NewMessage stored() {
        return received;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that
                && id().equals(that.id())
                && state == that.state
                && attempts == that.attempts;
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }

    @Override
    public String toString() {
        return "Message[" + source() + " " + id() + " " + state.word() + "]";
    }
}
