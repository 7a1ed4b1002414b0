package io.github.webhooks4j.receive;

import io.github.webhooks4j.EventTypePattern;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.RejectionAnswer;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects one source: a name, a {@link #verifier}, and what happens with its messages. Only the verifier
 * is a must. Wrong settings are told together when the receiver is built. Not thread-safe.
 */
public final class SourceBuilder {
    /** The most that a body may have: 1 MiB. */
    public static final int DEFAULT_MAX_BODY = 1024 * 1024;

    /** How long reading a whole body may take: 15 seconds. */
    public static final Duration DEFAULT_READ_DEADLINE = Duration.ofSeconds(15);

    /** How long a request waits for its inline handlers: 10 seconds. */
    public static final Duration DEFAULT_INLINE_DEADLINE = Duration.ofSeconds(10);

    /** How long messages that are done are kept: 7 days. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    /** How long equal content counts as a repeat, for schemes whose id is unsigned: 24 hours. */
    public static final Duration DEFAULT_CONTENT_WINDOW = Duration.ofHours(24);

    /** What a message that was taken is answered: 200, {@code text/plain}. */
    public static final String DEFAULT_ANSWER = "Message received okay.";

    private static final Receipt ACCEPTED = Receipt.text(200, DEFAULT_ANSWER);

    final String name;
    final Set<String> methods = new TreeSet<>(Set.of("POST"));
    final List<Handshake> handshakes = new ArrayList<>();
    final List<Secret> secretPaths = new ArrayList<>();
    final List<Route<?>> routes = new ArrayList<>();
    final Set<String> headersAskedFor = new TreeSet<>();

    @Nullable
    Verifier verifier;

    @Nullable
    ProviderConfirmation confirmation;

    Mode mode = Mode.INLINE;
    int maxBody = DEFAULT_MAX_BODY;
    Duration readDeadline = DEFAULT_READ_DEADLINE;
    Duration inlineDeadline = DEFAULT_INLINE_DEADLINE;
    RetrySchedule schedule = RetrySchedule.HANDLERS;
    Duration retention = DEFAULT_RETENTION;
    Duration contentWindow = DEFAULT_CONTENT_WINDOW;

    private final PayloadReader payloads;

    @Nullable
    MessageField idFrom;

    @Nullable
    MessageField eventTypeFrom;

    Predicate<Message> profile = message -> true;
    Receipt fixedAnswer = ACCEPTED;

    @Nullable
    Function<Message, Receipt> answer;

    @Nullable
    RejectionAnswer rejection;

    SourceBuilder(String name, PayloadReader payloads) {
        this.name = name;
        this.payloads = payloads;
    }

    /**
     * What decides whether a request is genuine; the one setting that every source needs.
     *
     * @param verifier a preset, a family, or one of your own
     * @return this builder
     */
    public SourceBuilder verifier(Verifier verifier) {
        this.verifier = verifier;
        return this;
    }

    /**
     * Which methods it takes instead of POST alone; any other is answered 405.
     *
     * @param methods of GET, POST, PUT, PATCH, DELETE
     * @return this builder
     */
    public SourceBuilder methods(String... methods) {
        this.methods.clear();
        this.methods.addAll(List.of(methods));
        return this;
    }

    /**
     * Handshakes that are answered: requests by which the provider makes sure of this address. They may come by other
     * methods than messages; they are never stored and reach no handler. See {@link
     * io.github.webhooks4j.verify.handshake.Handshakes}.
     *
     * @param handshakes added to those of earlier calls; each name once
     * @return this builder
     */
    public SourceBuilder handshake(Handshake... handshakes) {
        this.handshakes.addAll(List.of(handshakes));
        return this;
    }

    /**
     * Random path segments, one of which must follow the source's name in the path; any other path is
     * answered 404. Several are live together, for rotation. See {@link SecretPath#generate()}.
     *
     * @param segments letters, digits, dash and underscore
     * @return this builder
     */
    public SourceBuilder secretPaths(Secret... segments) {
        secretPaths.addAll(List.of(segments));
        return this;
    }

    /**
     * Handles messages before their request is answered: the default. A failure is answered 5xx, and the
     * sender's repeat runs the handlers again.
     *
     * @return this builder
     */
    public SourceBuilder inline() {
        mode = Mode.INLINE;
        return this;
    }

    /**
     * Handles messages after their request was answered, with retries, on any node of the application.
     *
     * @return this builder
     */
    public SourceBuilder queued() {
        mode = Mode.QUEUED;
        return this;
    }

    /**
     * The retries of queued handlers; default {@link RetrySchedule#HANDLERS}.
     *
     * @param schedule the delays
     * @return this builder
     */
    public SourceBuilder retry(RetrySchedule schedule) {
        this.schedule = schedule;
        return this;
    }

    /**
     * How long a request waits for its inline handlers before it is answered 503; the handler goes on, and 5
     * seconds later a repeat may take its message over.
     *
     * @param deadline from 100 ms to 10 minutes; default 10 seconds
     * @return this builder
     */
    public SourceBuilder inlineDeadline(Duration deadline) {
        inlineDeadline = deadline;
        return this;
    }

    /**
     * The most that a body may have; more is answered 413.
     *
     * @param bytes from 0 to 256 MiB; default 1 MiB
     * @return this builder
     */
    public SourceBuilder maxBody(int bytes) {
        maxBody = bytes;
        return this;
    }

    /**
     * How long reading a whole body may take; longer is answered 408.
     *
     * @param deadline from 100 ms to 10 minutes; default 15 seconds
     * @return this builder
     */
    public SourceBuilder readDeadline(Duration deadline) {
        readDeadline = deadline;
        return this;
    }

    /**
     * How long messages that are handled, ignored or refused are kept. Senders repeat for up to three days
     * and more: under 4 days is warned about, for a repeat of what was deleted counts as new.
     *
     * @param age at least a second; default 7 days
     * @return this builder
     */
    public SourceBuilder retention(Duration age) {
        retention = age;
        return this;
    }

    /**
     * How long equal content counts as a repeat, for schemes whose message id is not signed.
     *
     * @param window zero switches it off; default 24 hours
     * @return this builder
     */
    public SourceBuilder contentWindow(Duration window) {
        contentWindow = window;
        return this;
    }

    /**
     * Where the message id is, instead of where the scheme knows it.
     *
     * @param field a header field, a place in the body, a query parameter
     * @return this builder
     */
    public SourceBuilder idFrom(MessageField field) {
        idFrom = field;
        return this;
    }

    /**
     * Where the event type is, instead of where the scheme knows it.
     *
     * @param field a header field, a place in the body, a query parameter
     * @return this builder
     */
    public SourceBuilder eventTypeFrom(MessageField field) {
        eventTypeFrom = field;
        return this;
    }

    /**
     * Header fields to keep with each message, besides {@code Content-Type}, {@code User-Agent} and those
     * that the scheme takes id and type from.
     *
     * @param names without regard to case; one that carries credentials is refused
     * @return this builder
     */
    public SourceBuilder storeHeaders(String... names) {
        for (String header : names) {
            headersAskedFor.add(lowerCase(header));
        }
        return this;
    }

    /**
     * Which messages are wanted; others are stored as ignored and answered as usual.
     *
     * @param wanted runs on the request's thread before anything is stored; quick, and without effects
     * @return this builder
     */
    public SourceBuilder profile(Predicate<Message> wanted) {
        profile = wanted;
        return this;
    }

    /**
     * Asks the provider before any handler runs.
     *
     * @param confirmation how
     * @return this builder
     */
    public SourceBuilder confirm(ProviderConfirmation confirmation) {
        this.confirmation = confirmation;
        return this;
    }

    /**
     * What a message that was taken is answered, instead of 200 and {@value #DEFAULT_ANSWER}
     *
     * @param receipt the answer, 2xx
     * @return this builder
     * @throws IllegalArgumentException for a receipt that is no success
     */
    public SourceBuilder answer(Receipt receipt) {
        if (!receipt.isSuccess()) {
            throw new IllegalArgumentException("a message that was taken is answered 2xx, not " + receipt.status());
        }
        fixedAnswer = receipt;
        answer = null;
        return this;
    }

    /**
     * Makes the answer to each message that was taken. A repeat of a message gets what is made of the message
     * as the log has it, with the same id.
     *
     * @param answer runs on the request's thread; what it throws is answered 500
     * @return this builder
     */
    public SourceBuilder answer(Function<Message, Receipt> answer) {
        this.answer = answer;
        return this;
    }

    /**
     * What every request that is not verified is answered, instead of what its verifier has.
     *
     * @param answer one and the same for every reason
     * @return this builder
     */
    public SourceBuilder rejection(RejectionAnswer answer) {
        rejection = answer;
        return this;
    }

    /**
     * A handler for an event type. Several handlers of one message run in the order of their registration;
     * the first that throws ends the attempt.
     *
     * @param eventType a type, a prefix such as {@code order.*}, or {@code *}
     * @param handler what to do
     * @return this builder
     * @throws IllegalArgumentException when the pattern is none
     */
    public SourceBuilder on(String eventType, MessageHandler handler) {
        return route(eventType, message -> message, received -> handler.handle(received.payload()));
    }

    /**
     * A handler for an event type that gets the payload as an object.
     *
     * @param eventType a type, a prefix such as {@code order.*}, or {@code *}
     * @param type what to read the payload as, by the receiver's {@link PayloadReader}; {@code
     *     Message.class}, {@code byte[].class}, {@code String.class} (strict UTF-8) and {@code JsonNode.class} need
     *     no reader
     * @param handler what to do
     * @param <T> the payload's type
     * @return this builder
     * @throws IllegalArgumentException when the pattern is none
     */
    public <T> SourceBuilder on(String eventType, Class<T> type, Handler<T> handler) {
        return route(eventType, Route.payloadAs(type, payloads), handler);
    }

    /**
     * A handler for an event type that reads the payload itself.
     *
     * @param eventType a type, a prefix such as {@code order.*}, or {@code *}
     * @param reader reads the payload
     * @param handler what to do
     * @param <T> the payload's type
     * @return this builder
     * @throws IllegalArgumentException when the pattern is none
     */
    public <T> SourceBuilder on(String eventType, BodyReader<T> reader, Handler<T> handler) {
        return route(eventType, Route.readBy(reader, "the handler's type"), handler);
    }

    /**
     * A handler for every message, whether its type is known or not.
     *
     * @param handler what to do
     * @return this builder
     */
    public SourceBuilder onAny(MessageHandler handler) {
        return on("*", handler);
    }

    /**
     * A handler for every message that gets the payload as an object.
     *
     * @param type what to read the payload as
     * @param handler what to do
     * @param <T> the payload's type
     * @return this builder
     */
    public <T> SourceBuilder onAny(Class<T> type, Handler<T> handler) {
        return on("*", type, handler);
    }

    private <T> SourceBuilder route(String eventType, Route.Payload<T> payload, Handler<T> handler) {
        routes.add(new Route<>(EventTypePattern.of(eventType), payload, handler));
        return this;
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
