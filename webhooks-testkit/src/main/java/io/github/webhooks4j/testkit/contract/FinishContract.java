package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageAttempt.Outcome;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a result does to its message and its attempt. */
abstract class FinishContract extends ClaimContract {
    /** A result, and what it makes of a message. */
    record Case(MessageResult result, MessageState state, Outcome outcome, Optional<String> error) {}

    static Stream<Case> everyResult() {
        Optional<String> error = Optional.of("it broke");
        Optional<String> none = Optional.empty();
        return Stream.of(
                new Case(new MessageResult.Handled(), MessageState.HANDLED, Outcome.HANDLED, none),
                new Case(new MessageResult.Ignored(), MessageState.IGNORED, Outcome.IGNORED, none),
                new Case(new MessageResult.Refused(), MessageState.REFUSED, Outcome.REFUSED, none),
                new Case(new MessageResult.Failed("it broke"), MessageState.FAILED, Outcome.FAILED, error),
                new Case(
                        new MessageResult.RetryIn(Duration.ofHours(1), "it broke"),
                        MessageState.PENDING,
                        Outcome.FAILED,
                        error),
                new Case(new MessageResult.Dead("it broke"), MessageState.DEAD, Outcome.FAILED, error),
                new Case(new MessageResult.Released(), MessageState.PENDING, Outcome.NOT_RUN, none));
    }

    @ParameterizedTest
    @MethodSource("everyResult")
    void a_result_of_a_queued_attempt_is_written(Case expected) throws Exception {
        insertQueued();
        Claim<Message> claim = claimOne();

        assertThat(store.finish(claim, expected.result())).isTrue();

        assertWritten(claim, expected);
    }

    @ParameterizedTest
    @MethodSource("everyResult")
    void a_result_of_an_inline_attempt_is_written(Case expected) throws Exception {
        Claim<Message> claim = insertInline();

        assertThat(store.finish(claim, expected.result())).isTrue();

        assertWritten(claim, expected);
    }

    private void assertWritten(Claim<Message> claim, Case expected) {
        Message message = found(claim.id());
        assertThat(message.state()).isEqualTo(expected.state());
        assertThat(message.error()).isEqualTo(expected.error());
        assertThat(message.finishedAt()).isPresent();
        assertThat(message.dueAt().isPresent()).isEqualTo(expected.state() == MessageState.PENDING);
        assertThat(message.attempts()).isEqualTo(1);
        List<MessageAttempt> attempts = store.attempts(claim.id());
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).outcome()).isEqualTo(expected.outcome());
        assertThat(attempts.get(0).error()).isEqualTo(expected.error());
        assertThat(attempts.get(0).endedAt()).isPresent();
    }

    @Test
    void a_retry_is_due_after_its_delay_by_the_clock_of_the_store() throws Exception {
        UUID id = insertQueued();
        store.finish(claimOne(), new MessageResult.RetryIn(Duration.ofHours(2), "it broke"));

        Message message = found(id);

        assertThat(Duration.between(
                        message.finishedAt().orElseThrow(), message.dueAt().orElseThrow()))
                .isCloseTo(Duration.ofHours(2), Duration.ofSeconds(30));
    }

    @Test
    void what_is_done_is_never_due_again() throws Exception {
        insertQueued();
        store.finish(claimOne(), new MessageResult.Handled());

        advance(Duration.ofDays(30));

        assertThat(claim(10)).isEmpty();
    }

    @Test
    void a_released_message_is_due_at_once_and_its_attempt_is_not_counted_on_the_schedule() throws Exception {
        insertQueued();
        store.finish(claimOne(), new MessageResult.RetryIn(Duration.ZERO, "it broke"));
        Claim<Message> second = claimOne();
        assertThat(second.scheduled()).isEqualTo(2);

        assertThat(store.finish(second, new MessageResult.Released())).isTrue();

        assertThat(found(second.id()).error()).contains("it broke");
        Claim<Message> third = claimOne();
        assertThat(third.scheduled()).isEqualTo(2);
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(outcomes(third.id())).containsExactly(Outcome.FAILED, Outcome.NOT_RUN, Outcome.STARTED);
    }

    @Test
    void an_interrupted_attempt_keeps_its_error_and_is_not_counted_on_the_schedule() throws Exception {
        insertQueued();
        Claim<Message> interrupted = claimOne();

        assertThat(store.finish(interrupted, new MessageResult.Released(Optional.of("cut off"))))
                .isTrue();

        Claim<Message> next = claimOne();
        assertThat(next.scheduled()).isEqualTo(1);
        assertThat(next.attempt()).isEqualTo(2);
        MessageAttempt first = store.attempts(next.id()).get(0);
        assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(first.error()).contains("cut off");
    }

    @Test
    void an_error_is_kept_while_another_attempt_runs_and_cleared_when_it_succeeds() throws Exception {
        UUID id = insertQueued();
        store.finish(claimOne(), new MessageResult.RetryIn(Duration.ZERO, "first"));
        Claim<Message> second = claimOne();
        assertThat(second.work().error()).contains("first");
        assertThat(found(id).error()).contains("first");
        store.finish(second, new MessageResult.RetryIn(Duration.ZERO, "second"));
        assertThat(found(id).error()).contains("second");

        store.finish(claimOne(), new MessageResult.Handled());

        assertThat(found(id).error()).isEmpty();
        assertThat(store.attempts(id).stream().map(MessageAttempt::error))
                .containsExactly(Optional.of("first"), Optional.of("second"), Optional.empty());
    }

    @Test
    void an_error_is_kept_by_a_takeover_and_cleared_when_it_succeeds() throws Exception {
        UUID id = insertIn(MessageState.FAILED, "evt-1");

        Claim<Message> claim = store.takeOver(id, LEASE, NODE).orElseThrow();
        assertThat(found(id).error()).contains("an error");
        assertThat(store.finish(claim, new MessageResult.Handled())).isTrue();

        assertThat(found(id).error()).isEmpty();
    }

    @Test
    void a_result_after_the_lease_counts_while_nobody_else_claimed() throws Exception {
        UUID id = insertQueued();
        Claim<Message> slow = claimOne();
        advance(LEASE.multipliedBy(2));

        assertThat(store.finish(slow, new MessageResult.Handled())).isTrue();

        assertThat(stateOf(id)).isEqualTo(MessageState.HANDLED);
        assertThat(outcomes(id)).containsExactly(Outcome.HANDLED);
    }

    @ParameterizedTest
    @MethodSource("everyResult")
    void a_result_of_a_lost_claim_changes_its_attempt_row_only(Case late) throws Exception {
        UUID id = insertQueued();
        Claim<Message> slow = claimOne();
        advance(LEASE);
        Claim<Message> next = claimOne();
        Message before = found(id);

        assertThat(store.finish(slow, late.result())).isFalse();

        Message after = found(id);
        assertThat(after).isEqualTo(before);
        assertThat(after.dueAt()).isEqualTo(before.dueAt());
        assertThat(after.error()).isEqualTo(before.error());
        assertThat(after.finishedAt()).isEqualTo(before.finishedAt());
        assertThat(outcomes(id)).containsExactly(late.outcome(), Outcome.STARTED);
        assertThat(store.attempts(id).get(0).error()).isEqualTo(late.error());
        assertThat(store.finish(next, new MessageResult.Handled())).isTrue();
        assertThat(stateOf(id)).isEqualTo(MessageState.HANDLED);
    }

    @Test
    void a_lost_inline_claim_cannot_finish() throws Exception {
        Claim<Message> slow = insertInline();
        advance(LEASE);
        Claim<Message> next = store.takeOver(slow.id(), LEASE, "node-2").orElseThrow();

        assertThat(store.finish(slow, new MessageResult.Failed("late"))).isFalse();
        assertThat(stateOf(slow.id())).isEqualTo(MessageState.RECEIVED);
        assertThat(store.finish(next, new MessageResult.Handled())).isTrue();
        assertThat(outcomes(slow.id())).containsExactly(Outcome.FAILED, Outcome.HANDLED);
        assertThat(store.finish(slow, new MessageResult.Dead("later still"))).isFalse();
        assertThat(stateOf(slow.id())).isEqualTo(MessageState.HANDLED);
        assertThat(outcomes(slow.id())).containsExactly(Outcome.FAILED, Outcome.HANDLED);
    }

    @ParameterizedTest
    @MethodSource("everyResult")
    void a_claim_has_one_result(Case first) throws Exception {
        insertQueued();
        Claim<Message> claim = claimOne();
        assertThat(store.finish(claim, first.result())).isTrue();

        assertThat(store.finish(claim, new MessageResult.Dead("second"))).isFalse();

        assertWritten(claim, first);
    }

    @Test
    void a_result_of_a_purged_message_is_refused() throws Exception {
        UUID id = insertQueued();
        Claim<Message> claim = claimOne();
        assertThat(store.purge(SOURCE, Set.of(MessageState.PENDING), NewMessages.RECEIVED_AT, 10))
                .isEqualTo(1);

        assertThat(store.finish(claim, new MessageResult.Handled())).isFalse();

        assertThat(store.find(id)).isEmpty();
        assertThat(store.attempts(id)).isEmpty();
    }

    @Test
    void of_concurrent_results_of_one_claim_only_one_is_written() throws Exception {
        UUID id = insertQueued();
        Claim<Message> claim = claimOne();

        List<Boolean> written = together(16, () -> store.finish(claim, new MessageResult.Handled()));

        assertThat(written.stream().filter(Boolean::booleanValue)).hasSize(1);
        assertThat(stateOf(id)).isEqualTo(MessageState.HANDLED);
    }
}
