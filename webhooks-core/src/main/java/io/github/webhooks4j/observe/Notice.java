package io.github.webhooks4j.observe;

import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something happened. Every record holds ids, names, counts, reasons and times only: all of it is safe to
 * log, none of it is a body, a secret, a header value or a URL.
 */
public sealed interface Notice {
    /**
     * When it happened, by the receiver's clock.
     *
     * @return the time
     */
    Instant at();

    /** Something about one message that is in the log. */
    sealed interface OfMessage extends Notice {
        /**
         * The message's source.
         *
         * @return the source's name
         */
        String source();

        /**
         * The message.
         *
         * @return its id in the log
         */
        UUID message();
    }

    /**
     * A request was not taken, and nothing of it is stored.
     *
     * @param at when
     * @param source the source's name, when the path names one
     * @param fault why
     * @param reason for {@link RequestFault#NOT_VERIFIED}: what the verifier said
     * @param skew for a stale timestamp: its distance from our clock, positive in the past
     * @param error for our own faults: what failed, as a class name and safe text
     */
    record RequestRejected(
            Instant at,
            Optional<String> source,
            RequestFault fault,
            Optional<Rejected.Reason> reason,
            Optional<Duration> skew,
            Optional<String> error)
            implements Notice {}

    /**
     * A provider asked whether an address is ours, and was answered; nothing of it is stored.
     *
     * @param at when
     * @param source the source's name
     * @param handshake the handshake's name
     */
    record HandshakeAnswered(Instant at, String source, String handshake) implements Notice {}

    /**
     * Somebody asked whether an address is ours, in a way that is not to be answered.
     *
     * @param at when
     * @param source the source's name
     * @param handshake the handshake's name
     * @param reason why
     */
    record HandshakeRefused(Instant at, String source, String handshake, HandshakeAnswer.Reason reason)
            implements Notice {}

    /**
     * A verified request is in the log as a new message.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param eventType its type, when known
     * @param keyName which secret matched, for watching a rotation
     */
    record MessageStored(Instant at, String source, UUID message, Optional<String> eventType, Optional<String> keyName)
            implements OfMessage {}

    /**
     * A repeat of a message that is in the log already.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param state its state when the repeat came, such as {@code handled}
     */
    record MessageRepeated(Instant at, String source, UUID message, String state) implements OfMessage {}

    /**
     * Nobody wanted the message: its profile said so, or no handler takes its type.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param eventType its type, when known
     */
    record MessageIgnored(Instant at, String source, UUID message, Optional<String> eventType) implements OfMessage {}

    /**
     * Every handler of the message returned.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param attempt the number of the attempt that did it
     */
    record MessageHandled(Instant at, String source, UUID message, int attempt) implements OfMessage {}

    /**
     * The provider did not confirm the message.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param attempt the number of the attempt
     */
    record MessageRefused(Instant at, String source, UUID message, int attempt) implements OfMessage {}

    /**
     * An attempt failed.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param attempt the number of the attempt
     * @param error the class of what was thrown and its message, escaped and cut off
     * @param retryIn how soon the next attempt is due; empty when a repeat has to come
     */
    record MessageFailed(Instant at, String source, UUID message, int attempt, String error, Optional<Duration> retryIn)
            implements OfMessage {}

    /**
     * Given up: the schedule is used up, or the handler said so.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param attempt the number of the last attempt
     * @param error the last error
     */
    record MessageDead(Instant at, String source, UUID message, int attempt, String error) implements OfMessage {}

    /**
     * A result came after the lease had been lost to another claim, and was refused. The handler ran; it
     * runs again, or did, under the other claim.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     * @param attempt the number of the attempt whose result was refused
     */
    record ResultRefused(Instant at, String source, UUID message, int attempt) implements OfMessage {}

    /**
     * An operator opened a message again.
     *
     * @param at when
     * @param source the source's name
     * @param message the message's id
     */
    record MessageRedispatched(Instant at, String source, UUID message) implements OfMessage {}

    /**
     * Retention deleted messages of a source.
     *
     * @param at when
     * @param source the source's name
     * @param count how many, at least one
     */
    record MessagesPurged(Instant at, String source, long count) implements Notice {}

    /** Something about one delivery. */
    sealed interface OfDelivery extends Notice {
        /**
         * The delivery.
         *
         * @return its id
         */
        UUID delivery();

        /**
         * The endpoint that it is for.
         *
         * @return the endpoint's id
         */
        UUID endpoint();
    }

    /**
     * An event was published: its deliveries are scheduled, once the transaction it was published in has committed.
     *
     * @param at when
     * @param event the event's id
     * @param eventType its type
     * @param owner whose it is
     * @param deliveries how many endpoints get it
     */
    record EventPublished(Instant at, UUID event, String eventType, String owner, int deliveries) implements Notice {}

    /**
     * A request was made for a delivery, with whatever result; what follows from it is told after it is written.
     *
     * @param at when
     * @param delivery the delivery's id
     * @param endpoint the endpoint's id
     * @param eventType the event's type
     * @param attempt the number of the attempt
     * @param status the status of the answer, if there was one
     * @param error without an answer: the error kind, such as {@code timeout}
     * @param took how long it took
     */
    record DeliveryAttempted(
            Instant at,
            UUID delivery,
            UUID endpoint,
            String eventType,
            int attempt,
            Optional<Integer> status,
            Optional<String> error,
            Duration took)
            implements OfDelivery {}

    /**
     * The endpoint took it.
     *
     * @param at when
     * @param delivery the delivery's id
     * @param endpoint the endpoint's id
     * @param eventType the event's type
     * @param attempt the number of the attempt that did it
     */
    record DeliveryDelivered(Instant at, UUID delivery, UUID endpoint, String eventType, int attempt)
            implements OfDelivery {}

    /**
     * An attempt failed, and another follows.
     *
     * @param at when
     * @param delivery the delivery's id
     * @param endpoint the endpoint's id
     * @param eventType the event's type
     * @param attempt the number of the attempt
     * @param error what was wrong, safe to log
     * @param retryIn how soon the next attempt is due
     */
    record DeliveryFailed(
            Instant at, UUID delivery, UUID endpoint, String eventType, int attempt, String error, Duration retryIn)
            implements OfDelivery {}

    /**
     * Given up; it can be redelivered.
     *
     * @param at when
     * @param delivery the delivery's id
     * @param endpoint the endpoint's id
     * @param eventType the event's type
     * @param attempt the number of the last attempt
     * @param error what was wrong with it
     */
    record DeliveryDead(Instant at, UUID delivery, UUID endpoint, String eventType, int attempt, String error)
            implements OfDelivery {}

    /**
     * A result came after the lease had been lost to another claim, and changed nothing but its own attempt.
     *
     * @param at when
     * @param delivery the delivery's id
     * @param endpoint the endpoint's id
     * @param attempt the number of the attempt
     */
    record DeliveryResultRefused(Instant at, UUID delivery, UUID endpoint, int attempt) implements OfDelivery {}

    /**
     * An endpoint gets no requests any more; what waits for it is held.
     *
     * @param at when
     * @param endpoint the endpoint's id
     * @param owner whose it is
     * @param because why, such as {@code gone}
     */
    record EndpointDisabled(Instant at, UUID endpoint, String owner, String because) implements Notice {}

    /**
     * An endpoint gets requests again, those that were held included.
     *
     * @param at when
     * @param endpoint the endpoint's id
     * @param owner whose it is
     */
    record EndpointEnabled(Instant at, UUID endpoint, String owner) implements Notice {}

    /**
     * Retention deleted deliveries and events.
     *
     * @param at when
     * @param count how many rows, at least one
     */
    record DeliveriesPurged(Instant at, long count) implements Notice {}
}
