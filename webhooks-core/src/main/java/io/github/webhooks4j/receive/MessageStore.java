package io.github.webhooks4j.receive;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the message log, and with it the queue of messages that wait for their handlers.
 *
 * <p><b>Transactions.</b> Every method is one short transaction of the store's own, committed when it
 * returns (or when the stage completes); none joins a transaction of the caller.
 * <b>Clock.</b> Whatever is due, and whatever a lease is measured by, is measured by one clock that all
 * nodes share: the store's. <b>Fence.</b> A result is written only while its claim is the latest.
 * <b>Threads.</b> Thread-safe. <b>Errors.</b> {@link WebhookException}, also as the failure of the stage;
 * {@link WebhookException#isRetryable()} tells a fault that passes from one of this very row.
 *
 * <p>A store that can share its transaction with handlers also implements {@link UnitOfWork.Provider}.
 * Every implementation passes {@code MessageStoreContract} of the testkit.
 */
public interface MessageStore {
    /**
     * Stores a verified request, unless the log has it already. Many calls may share one commit; none waits
     * on the calling thread.
     *
     * <p>A message whose dedupe key, or whose content key within its window, is in the log for this source
     * is a duplicate, and so is the very same message handed over twice. While another call is about to commit
     * the same, this one waits for its end: committed, it is a duplicate; failed, it takes its place.
     *
     * @param message what to store
     * @return completes after the commit, on a thread that must not be used for user code; fails with
     *     {@link WebhookException} when nothing was stored or nobody knows
     */
    CompletionStage<Insertion> insert(NewMessage message);

    /**
     * Claims one message for an inline attempt: one that is {@link MessageState#REFUSED}, {@link
     * MessageState#FAILED} or {@link MessageState#DEAD}, or {@link MessageState#RECEIVED} with its lease run
     * out, whose open attempt becomes {@link MessageAttempt.Outcome#UNKNOWN}. It becomes {@code RECEIVED} under
     * a new fence, at the start of its retry schedule, and its attempt row is written. A lease has run out at
     * the very instant at which it ends.
     *
     * @param id the message
     * @param lease how long the claim holds
     * @param node who claims, for the attempt row
     * @return the claim; empty when the message is in any other state, or gone
     */
    Optional<Claim<Message>> takeOver(UUID id, Duration lease, String node);

    /**
     * Queues one message again: {@link MessageState#PENDING}, due at once, at the start of its retry
     * schedule.
     *
     * @param id the message
     * @param from in which states it may be now; {@code RECEIVED} counts only once its lease ran out, and
     *     {@code PENDING} never (it is queued)
     * @return whether it was in one of them
     */
    boolean reopen(UUID id, Set<MessageState> from);

    /**
     * Claims queued messages that are due, the longest due first within each source, and fairly across
     * sources. A message claimed earlier whose lease ran out is due again; its open attempt becomes
     * {@link MessageAttempt.Outcome#UNKNOWN}. Attempt rows are written in the same transaction, before
     * anything runs. Claims of several nodes never overlap and never wait for each other.
     *
     * @param sources only messages of these sources
     * @param max at most so many
     * @param lease how long the claims hold
     * @param node who claims, for the attempt rows
     * @return the claims, possibly none
     */
    List<Claim<Message>> claimDue(Set<String> sources, int max, Duration lease, String node);

    /**
     * Writes the result of an attempt and the message's next state.
     *
     * @param claim whose result
     * @param result what came of it
     * @return {@code false} when the claim is not the message's present one (its fence was lost to another,
     *     the message was opened again or deleted, or its result is written already): the message is left
     *     alone, and the result is kept on the attempt row only, unless that has one
     */
    boolean finish(Claim<Message> claim, MessageResult result);

    /**
     * One message.
     *
     * @param id its id
     * @return the message as it stands; empty when the log has none
     */
    Optional<Message> find(UUID id);

    /**
     * The message that the provider gave this id.
     *
     * @param source the source's name
     * @param dedupeKey the provider's id
     * @return the message as it stands; empty when the log has none
     */
    Optional<Message> find(String source, String dedupeKey);

    /**
     * The attempts at one message.
     *
     * @param id its id
     * @return the attempts in order; empty when there were none
     */
    List<MessageAttempt> attempts(UUID id);

    /**
     * Messages by time, source, state and type, newest first.
     *
     * @param query which
     * @return a page
     * @throws IllegalArgumentException when the query's cursor is none
     */
    MessagePage list(MessageQuery query);

    /**
     * Counts messages, at a cost that does not grow with what is finished: how many there are in a state is counted up
     * to a number.
     *
     * @param receivedAfter which were received lately: those after this instant
     * @param most up to where each state is counted, at least 1
     * @return the figures
     */
    MessageStats stats(Instant receivedAfter, int most);

    /**
     * Deletes one batch of old messages with their attempts.
     *
     * @param source of this source
     * @param states in these states only
     * @param receivedUntil received at this instant or earlier
     * @param max at most so many
     * @return how many were deleted; less than {@code max} means that nothing is left
     */
    int purge(String source, Set<MessageState> states, Instant receivedUntil, int max);

    /**
     * Clears the content keys of one batch of messages, so that the same content counts as new again.
     *
     * @param source of this source
     * @param receivedBefore received before this instant
     * @param max at most so many
     * @return how many were cleared; less than {@code max} means that nothing is left
     */
    int clearContentKeys(String source, Instant receivedBefore, int max);
}
