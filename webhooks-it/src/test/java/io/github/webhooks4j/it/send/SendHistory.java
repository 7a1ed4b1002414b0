package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.it.send.RecordingReceiver.Request;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.ErrorKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares what was committed, what the receiver saw and what the attempt log says (I1, I2, I4, I5, I6, I10). */
final class SendHistory {
    private static final Set<ErrorKind> PERHAPS_SENT =
            Set.of(ErrorKind.TIMEOUT, ErrorKind.RESET, ErrorKind.CONNECT, ErrorKind.INVALID_RESPONSE);

    private final SendFixture fixture;

    SendHistory(SendFixture fixture) {
        this.fixture = fixture;
    }

    /** Of events with one endpoint each, all of them over. */
    void check(Collection<UUID> committed) {
        assertThat(committed)
                .as("I2: nothing is sent that was not committed")
                .containsAll(
                        fixture.receiver.requests().stream().map(Request::event).collect(Collectors.toSet()));
        Map<UUID, List<Request>> seen =
                fixture.receiver.requests().stream().collect(Collectors.groupingBy(Request::event));
        for (UUID event : committed) {
            check(fixture.delivery(event), seen.getOrDefault(event, List.of()));
        }
    }

    private void check(Delivery delivery, List<Request> requests) {
        List<DeliveryAttempt> attempts = fixture.webhooks.deliveries().attempts(delivery.id());
        String about = delivery + " " + attempts;
        long accepted = requests.stream().filter(Request::isAccepted).count();
        assertThat(delivery.state()).as("I1 %s", about).isIn(DeliveryState.DELIVERED, DeliveryState.DEAD);
        if (delivery.state() == DeliveryState.DELIVERED) {
            assertThat(accepted).as("I1: accepted %s", about).isPositive();
        }
        assertThat(accepted - 1).as("I4: duplicates %s", about).isLessThanOrEqualTo(count(attempts, this::unheard));
        assertThat(attempts)
                .as("I6 %s", about)
                .extracting(DeliveryAttempt::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, attempts.size()).boxed().toList());
        assertThat(attempts)
                .as("every attempt has ended %s", about)
                .noneMatch(attempt -> attempt.outcome() == AttemptOutcome.STARTED);
        checkLog(attempts, requests, about);
        assertThat(new HashSet<>(requests.stream().map(Request::sha256).toList()))
                .as("I10")
                .hasSizeLessThanOrEqualTo(1);
    }

    /** Node by node: no request without an attempt, no answered attempt without a request. */
    private void checkLog(List<DeliveryAttempt> attempts, List<Request> requests, String about) {
        Map<String, Long> sent = counts(requests, Request::node);
        Map<String, Long> most = counts(
                attempts.stream()
                        .filter(attempt -> isSent(attempt) || unheard(attempt))
                        .toList(),
                DeliveryAttempt::node);
        Map<String, Long> least = counts(attempts.stream().filter(this::isSent).toList(), DeliveryAttempt::node);
        sent.forEach((node, count) -> assertThat(count)
                .as("I5: requests of %s without an attempt, %s", node, about)
                .isLessThanOrEqualTo(most.getOrDefault(node, 0L)));
        least.forEach((node, count) -> assertThat(sent.getOrDefault(node, 0L))
                .as("I5: answered attempts of %s without a request, %s", node, about)
                .isGreaterThanOrEqualTo(count));
    }

    private static <T> Map<String, Long> counts(List<T> all, Function<T, String> node) {
        return new HashMap<>(all.stream().collect(Collectors.groupingBy(node, Collectors.counting())));
    }

    private boolean isSent(DeliveryAttempt attempt) {
        return attempt.status().isPresent();
    }

    /** It may have reached the receiver, and no answer was heard. */
    private boolean unheard(DeliveryAttempt attempt) {
        return attempt.outcome() == AttemptOutcome.UNKNOWN
                || attempt.errorKind().filter(PERHAPS_SENT::contains).isPresent();
    }

    private static long count(List<DeliveryAttempt> attempts, Predicate<DeliveryAttempt> which) {
        return attempts.stream().filter(which).count();
    }
}
