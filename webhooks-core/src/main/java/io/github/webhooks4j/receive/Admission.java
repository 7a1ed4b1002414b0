package io.github.webhooks4j.receive;

import io.github.webhooks4j.observe.RequestFault;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What {@link WebhookReceiver#begin} says of a request's head, before a byte of its body is read. */
public sealed interface Admission {
    /**
     * The answer is known already; do not read the body.
     *
     * @param receipt what to answer
     */
    record Refused(Receipt receipt) implements Admission {}

    /**
     * A handshake that its head alone answers; do not read the body.
     *
     * @param receipt what to answer
     */
    record Answered(Receipt receipt) implements Admission {}

    /**
     * Read the body, within these limits, and hand it over; or tell why that did not work. Exactly one of
     * {@link #receive} and {@link #refuse} is called, once.
     */
    non-sealed interface Admitted extends Admission {
        /**
         * The most that the body may have. Stop reading one byte later and {@link #refuse} it as {@link
         * RequestFault#BODY_TOO_LARGE}.
         *
         * @return bytes
         */
        int maxBody();

        /**
         * How long reading the whole body may take.
         *
         * @return from now on; then {@link #refuse} it as {@link RequestFault#BODY_TIMEOUT}
         */
        Duration readDeadline();

        /**
         * Verifies, stores and handles the request.
         *
         * @param body every byte as it arrived; kept, not copied, not to be changed from here on
         * @param requestThread where handlers of the application and what may block run: a thread that
         *     belongs to this request, never one that many requests share without a bound
         * @return the answer; never fails, and completes within the source's deadlines whatever the store
         *     or a handler does
         */
        CompletionStage<Receipt> receive(byte[] body, Executor requestThread);

        /**
         * The same on threads of the receiver, a bounded number of them.
         *
         * @param body every byte as it arrived
         * @return the answer
         */
        CompletionStage<Receipt> receive(byte[] body);

        /**
         * Tells that the body could not be read, or that the adapter itself failed.
         *
         * @param fault one of {@code BODY_TOO_LARGE}, {@code BODY_TRUNCATED}, {@code BODY_TIMEOUT}, {@code
         *     BODY_CONSUMED}, {@code CLIENT_GONE}, {@code DEFECT}, {@code NOT_RUNNING}
         * @return what to answer
         * @throws IllegalArgumentException for any other fault
         */
        Receipt refuse(RequestFault fault);
    }
}
