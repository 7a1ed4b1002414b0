package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result does to its delivery and its attempt. */
abstract class DeliveryFinishContract extends DeliveryClaimContract {
    /** A result by its name. */
    record Case(String name, Function<Claim<DeliveryWork>, DeliveryResult> result) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> everyResult() {
        return Stream.of(
                new Case("delivered", Results::delivered),
                new Case("retry", claim -> Results.retry(claim, Duration.ofHours(1))),
                new Case("dead", Results::dead),
                new Case("not sent", claim -> Results.notSent(claim, Duration.ofMinutes(3))),
                new Case("unknown", Results::unknown));
    }

    @ParameterizedTest
    @MethodSource("everyResult")
    void a_result_is_written(Case expected) {
        register("*");
        Claim<DeliveryWork> claim = publishAndClaim();
        DeliveryResult result = expected.result().apply(claim);

        Instant before = outbox.now();
        assertThat(finish(result)).isTrue();
        Instant after = outbox.now();

        Delivery delivery = found(claim.id());
        assertThat(delivery.state()).isEqualTo(result.next());
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(delivery.lastStatus()).isEqualTo(result.status());
        assertThat(delivery.lastError()).isEqualTo(result.error());
        if (result.next() == DeliveryState.PENDING) {
            assertThat(delivery.finishedAt()).isEmpty();
            assertThat(delivery.dueAt().orElseThrow())
                    .isBetween(before.plus(result.retryIn()), after.plus(result.retryIn()));
        } else {
            assertThat(delivery.dueAt()).isEmpty();
            assertThat(delivery.finishedAt().orElseThrow()).isBetween(before, after);
        }
        assertAttempt(claim, result);
        assertThat(outbox.attempts(claim.id()).get(0).endedAt().orElseThrow()).isBetween(before, after);
    }

    final void assertAttempt(Claim<DeliveryWork> claim, DeliveryResult result) {
        DeliveryAttempt attempt = outbox.attempts(claim.id()).get(claim.attempt() - 1);
        assertThat(attempt.number()).isEqualTo(claim.attempt());
        assertThat(attempt.node()).isEqualTo(NODE);
        assertThat(attempt.startedAt()).isEqualTo(claim.work().claimedAt());
        assertThat(attempt.endedAt()).isPresent();
        assertThat(attempt.outcome()).isEqualTo(result.outcome());
        assertThat(attempt.status()).isEqualTo(result.status());
        assertThat(attempt.errorKind()).isEqualTo(result.errorKind());
        assertThat(attempt.error()).isEqualTo(result.error());
        assertThat(attempt.responseHeaders()).isEqualTo(result.responseHeaders());
        assertThat(attempt.responseBody()).isEqualTo(result.responseBody());
    }

    @Test
    void every_byte_of_a_full_answer_is_kept() {
        register("*");
        byte[] body = new byte[16 * 1024];
        new Random(7).nextBytes(body);
        Claim<DeliveryWork> claim = publishAndClaim();
        DeliveryResult result = Results.with(Results.retry(claim, Duration.ZERO), "no", body);

        assertThat(finish(result)).isTrue();

        assertAttempt(claim, result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \u0000 in it", "lone \ud800 surrogate", "\ud83d\ude00 é ١ \u2028 \u001b[2J"})
    void odd_text_never_makes_a_result_impossible_to_write(String odd) {
        register("*");
        Claim<DeliveryWork> claim = publishAndClaim();

        assertThat(finish(Results.with(Results.dead(claim), odd, new byte[0]))).isTrue();

        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.DEAD);
        assertThat(found(claim.id()).lastError()).isPresent();
    }

    @Test
    void what_is_over_is_never_due_again() throws Exception {
        register("*");
        finish(Results.delivered(publishAndClaim()));
        finish(Results.dead(publishAndClaim()));

        advance(Duration.ofDays(30));

        assertThat(claim(10)).isEmpty();
    }

    @Test
    void what_was_wrong_is_told_until_the_next_result() {
        register("*");
        finish(Results.retry(publishAndClaim(), Duration.ZERO));
        Claim<DeliveryWork> second = claimOne();
        assertThat(found(second.id()).lastStatus()).contains(503);
        assertThat(found(second.id()).lastError()).contains("status 503");

        finish(Results.delivered(second));

        assertThat(found(second.id()).lastStatus()).contains(204);
        assertThat(found(second.id()).lastError()).isEmpty();
    }

    @Test
    void an_attempt_that_was_not_sent_gives_back_its_place_on_the_schedule() throws Exception {
        register("*");
        Claim<DeliveryWork> first = publishAndClaim();
        finish(Results.retry(first, Duration.ZERO));
        Claim<DeliveryWork> second = claimOne();
        assertThat(second.scheduled()).isEqualTo(2);

        finish(Results.notSent(second));
        Claim<DeliveryWork> third = claimOne();
        assertThat(third.scheduled()).isEqualTo(2);
        assertThat(third.attempt()).isEqualTo(3);
        finish(Results.unknown(third));

        advance(Duration.ofHours(1));
        Claim<DeliveryWork> fourth = claimOne();
        assertThat(fourth.scheduled()).isEqualTo(3);
        assertThat(fourth.fence()).isGreaterThan(third.fence());
        assertThat(outcomes(first.id()))
                .containsExactly(
                        AttemptOutcome.FAILED, AttemptOutcome.NOT_SENT, AttemptOutcome.UNKNOWN, AttemptOutcome.STARTED);
    }

    @Test
    void a_result_after_the_lease_counts_while_nobody_else_claimed() throws Exception {
        register("*");
        Claim<DeliveryWork> slow = publishAndClaim();
        advance(LEASE.multipliedBy(2));

        assertThat(finish(Results.delivered(slow))).isTrue();

        assertThat(stateOf(slow.id())).isEqualTo(DeliveryState.DELIVERED);
        assertThat(outcomes(slow.id())).containsExactly(AttemptOutcome.DELIVERED);
        assertThat(claim(10)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyResult")
    void a_result_of_a_lost_claim_changes_its_attempt_only(Case late) throws Exception {
        register("*");
        Claim<DeliveryWork> slow = publishAndClaim();
        advance(LEASE);
        Claim<DeliveryWork> next = claimOne();
        Delivery before = found(slow.id());
        DeliveryResult result = late.result().apply(slow);

        assertThat(outbox.finish(List.of(result))).containsExactly(slow.id());

        assertThat(found(slow.id())).isEqualTo(before);
        assertAttempt(slow, result);
        assertThat(outcomes(slow.id())).containsExactly(result.outcome(), AttemptOutcome.STARTED);
        assertThat(finish(Results.delivered(next))).isTrue();
        assertThat(stateOf(slow.id())).isEqualTo(DeliveryState.DELIVERED);
        assertThat(outbox.finish(List.of(Results.dead(slow)))).containsExactly(slow.id());
        assertThat(stateOf(slow.id())).isEqualTo(DeliveryState.DELIVERED);
        assertThat(outcomes(slow.id())).last().isEqualTo(AttemptOutcome.DELIVERED);
    }

    @ParameterizedTest
    @MethodSource("everyResult")
    void a_claim_has_one_result(Case first) {
        register("*");
        Claim<DeliveryWork> claim = publishAndClaim();
        DeliveryResult result = first.result().apply(claim);
        assertThat(finish(result)).isTrue();
        Delivery before = found(claim.id());

        assertThat(outbox.finish(List.of(Results.dead(claim)))).containsExactly(claim.id());

        assertThat(found(claim.id())).isEqualTo(before);
        if (result.outcome() != AttemptOutcome.UNKNOWN) {
            assertAttempt(claim, result);
        }
    }

    @Test
    void of_concurrent_results_of_one_claim_one_is_written() throws Exception {
        register("*");
        Claim<DeliveryWork> claim = publishAndClaim();

        List<Boolean> written = Threads.together(8, () -> finish(Results.delivered(claim)));

        assertThat(written.stream().filter(Boolean::booleanValue)).hasSize(1);
        assertThat(stateOf(claim.id())).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void a_batch_of_results_is_written_each_by_its_own_claim() throws Exception {
        register("*");
        for (int i = 0; i < 5; i++) {
            publish("order.paid");
            advance(Duration.ofSeconds(1));
        }
        List<Claim<DeliveryWork>> slow = claim(2);
        advance(LEASE);
        List<Claim<DeliveryWork>> now = claim(5);
        List<Claim<DeliveryWork>> held =
                now.stream().filter(one -> !ids(slow).contains(one.id())).toList();
        List<DeliveryResult> batch = List.of(
                Results.delivered(held.get(0)),
                Results.dead(slow.get(0)),
                Results.retry(held.get(1), Duration.ofHours(1)),
                Results.dead(held.get(2)),
                Results.delivered(slow.get(1)));

        Set<UUID> lost = outbox.finish(batch);

        assertThat(lost).containsExactlyInAnyOrderElementsOf(ids(slow));
        assertThat(ids(held).stream().map(this::stateOf))
                .containsExactly(DeliveryState.DELIVERED, DeliveryState.PENDING, DeliveryState.DEAD);
        assertThat(ids(slow).stream().map(this::stateOf)).containsOnly(DeliveryState.PENDING);
        batch.forEach(result -> assertAttempt(result.claim(), result));
        assertThat(outbox.finish(List.of())).isEmpty();
    }

    @Test
    void a_result_for_what_is_no_longer_kept_is_lost() throws Exception {
        register("*");
        Claim<DeliveryWork> claim = publishAndClaim();
        finish(Results.delivered(claim));
        outbox.purge(outbox.now().plus(Duration.ofMinutes(1)), 100);

        assertThat(outbox.finish(List.of(Results.dead(claim)))).containsExactly(claim.id());

        assertThat(outbox.findDelivery(claim.id())).isEmpty();
        assertThat(outbox.attempts(claim.id())).isEmpty();
    }
}
