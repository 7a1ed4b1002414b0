package io.github.webhooks4j.send;

import static io.github.webhooks4j.send.SomeClaims.NOW;
import static io.github.webhooks4j.send.SomeClaims.answer;
import static io.github.webhooks4j.send.SomeClaims.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.EnumSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final RetrySchedule SCHEDULE =
            RetrySchedule.of(Duration.ofSeconds(10), Duration.ofMinutes(1)).withJitter(0);

    private final Judge judge = new Judge(SCHEDULE, StatusPolicy.SUCCESS, RandomGenerator.getDefault());

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void every_2xx_is_delivered(int status) {
        DeliveryResult result = judge.judge(scheduled(1), answer(status), NOW);

        assertThat(result.next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(result.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
        assertThat(result.status()).contains(status);
        assertThat(result.errorKind()).isEmpty();
        assertThat(result.disable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 304, 308, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504, 599})
    void everything_else_is_tried_again_by_the_schedule(int status) {
        DeliveryResult result = judge.judge(scheduled(1), answer(status), NOW);

        assertThat(result.next()).isEqualTo(DeliveryState.PENDING);
        assertThat(result.outcome()).isEqualTo(AttemptOutcome.FAILED);
        assertThat(result.errorKind()).contains(ErrorKind.STATUS);
        assertThat(result.error()).contains("status " + status);
        assertThat(result.retryIn()).isEqualTo(Duration.ofSeconds(10));
        assertThat(new String(result.responseBody(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("body");
    }

    @ParameterizedTest
    @EnumSource(value = ErrorKind.class, mode = EnumSource.Mode.EXCLUDE, names = "STATUS")
    void no_answer_is_tried_again_by_the_schedule(ErrorKind kind) {
        DeliveryResult result = judge.judge(scheduled(2), new TransportResult.Failed(kind, "why", Duration.ZERO), NOW);

        assertThat(result.next()).isEqualTo(DeliveryState.PENDING);
        assertThat(result.errorKind()).contains(kind);
        assertThat(result.error()).contains(kind.word() + ": why");
        assertThat(result.status()).isEmpty();
        assertThat(result.retryIn()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void the_last_failure_of_the_schedule_is_dead() {
        assertThat(judge.judge(scheduled(3), answer(500), NOW).next()).isEqualTo(DeliveryState.DEAD);
        assertThat(judge.judge(scheduled(3), new TransportResult.Failed(ErrorKind.DNS, "", Duration.ZERO), NOW)
                        .next())
                .isEqualTo(DeliveryState.DEAD);
        assertThat(judge.abandoned(scheduled(3)).next()).isEqualTo(DeliveryState.DEAD);
        assertThat(judge.isUsedUp(scheduled(3))).isFalse();
        assertThat(judge.isUsedUp(scheduled(4))).isTrue();
    }

    @Test
    void an_endpoints_own_schedule_goes_before_the_senders() {
        EndpointSpec spec = EndpointSpec.to("https://shop.example/").schedule(RetrySchedule.of());

        DeliveryResult result = judge.judge(SomeClaims.claim("order.paid", spec, 1), answer(500), NOW);

        assertThat(result.next()).isEqualTo(DeliveryState.DEAD);
    }

    @Test
    void gone_is_dead_at_once_and_disables_the_endpoint() {
        DeliveryResult result = judge.judge(scheduled(1), answer(410), NOW);

        assertThat(result.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(result.disable()).contains(DisabledBecause.GONE);
    }

    @Test
    void a_receiver_may_ask_to_be_disabled_or_to_be_spared_one_message() {
        DeliveryResult taken = judge.judge(scheduled(1), answer(200, "Webhook-Delivery", " Disable "), NOW);
        assertThat(taken.next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(taken.disable()).contains(DisabledBecause.RECEIVER_ASKED);

        DeliveryResult failed = judge.judge(scheduled(1), answer(500, "webhook-delivery", "disable"), NOW);
        assertThat(failed.next()).isEqualTo(DeliveryState.PENDING);
        assertThat(failed.disable()).contains(DisabledBecause.RECEIVER_ASKED);

        DeliveryResult aborted = judge.judge(scheduled(1), answer(500, "webhook-delivery", "abort-message"), NOW);
        assertThat(aborted.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(aborted.disable()).isEmpty();
    }

    @Test
    void retry_after_makes_the_wait_longer_and_never_shorter() {
        assertThat(judge.judge(scheduled(1), answer(503, "Retry-After", "40"), NOW)
                        .retryIn())
                .isEqualTo(Duration.ofSeconds(40));
        assertThat(judge.judge(scheduled(1), answer(429, "Retry-After", "3"), NOW)
                        .retryIn())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(judge.judge(scheduled(1), answer(500, "Retry-After", "40"), NOW)
                        .retryIn())
                .as("of other answers it has no meaning")
                .isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void retry_after_takes_no_attempt_beyond_the_schedule() {
        assertThat(judge.judge(scheduled(3), answer(503, "Retry-After", "40"), NOW)
                        .next())
                .isEqualTo(DeliveryState.DEAD);
    }

    @Test
    void a_policy_widens_or_narrows_what_is_delivered_but_for_redirects_and_gone() {
        Judge generous = new Judge(SCHEDULE, status -> true, RandomGenerator.getDefault());
        assertThat(generous.judge(scheduled(1), answer(404), NOW).next()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(generous.judge(scheduled(1), answer(302), NOW).next()).isEqualTo(DeliveryState.PENDING);
        assertThat(generous.judge(scheduled(1), answer(410), NOW).next()).isEqualTo(DeliveryState.DEAD);

        Judge throwing = new Judge(
                SCHEDULE,
                status -> {
                    throw new IllegalStateException();
                },
                RandomGenerator.getDefault());
        assertThat(throwing.judge(scheduled(1), answer(200), NOW).next()).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void what_was_not_sent_waits_and_what_cannot_be_sent_is_dead() {
        DeliveryResult later = judge.notSent(scheduled(1), "why", Duration.ofSeconds(3));
        assertThat(later.next()).isEqualTo(DeliveryState.PENDING);
        assertThat(later.outcome()).isEqualTo(AttemptOutcome.NOT_SENT);
        assertThat(later.retryIn()).isEqualTo(Duration.ofSeconds(3));

        DeliveryResult never = judge.unsendable(scheduled(1), "why");
        assertThat(never.next()).isEqualTo(DeliveryState.DEAD);
        assertThat(never.error()).contains("why");
    }

    @Test
    void jitter_only_adds() {
        Judge jittery = new Judge(SCHEDULE.withJitter(0.5), StatusPolicy.SUCCESS, RandomGenerator.getDefault());
        for (int i = 0; i < 1000; i++) {
            assertThat(jittery.judge(scheduled(1), answer(500), NOW).retryIn())
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        }
    }

    @Test
    void every_state_that_is_over_is_known_as_such() {
        assertThat(EnumSet.allOf(DeliveryState.class).stream().filter(DeliveryState::isTerminal))
                .containsExactly(DeliveryState.DELIVERED, DeliveryState.DEAD, DeliveryState.CANCELLED);
    }
}
