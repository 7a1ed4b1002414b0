package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointResult;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.sign.SigningStyles;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import io.github.webhooks4j.testkit.MisbehavingServer.Behaviour;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What receivers do, as the attempt log and the endpoint tell it afterwards (S12 to S27, S30, S43; P5, P6, P7, P9). */
class AnswersTest {
    private SendFixture fixture = new SendFixture(Database.H2);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private void useDatabase(Database database) throws Exception {
        fixture.close();
        fixture = new SendFixture(database);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("closes after reading", Behaviours.closesAfterReading(), ErrorKind.RESET),
                Arguments.of("never answers", Behaviours.neverAnswers(), ErrorKind.TIMEOUT),
                Arguments.of("slow head", Behaviours.slowHead(), ErrorKind.TIMEOUT),
                Arguments.of(
                        "endless head",
                        Behaviours.endless("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
                        ErrorKind.INVALID_RESPONSE),
                Arguments.of("banner", Behaviours.repeats("SSH-2.0-OpenSSH_9.9\r\n"), ErrorKind.INVALID_RESPONSE),
                Arguments.of("not found", Behaviours.answers("404 Not Found", ""), ErrorKind.STATUS),
                Arguments.of(
                        "redirect",
                        Behaviours.repeats("HTTP/1.1 307 R\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"),
                        ErrorKind.STATUS),
                Arguments.of("bad gateway", Behaviours.answers("502 Bad Gateway", "no"), ErrorKind.STATUS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void each_request_of_a_failing_endpoint_is_one_attempt_of_its_kind(String name, Behaviour behaviour, ErrorKind kind)
            throws Exception {
        try (MisbehavingServer faulty = MisbehavingServer.start(behaviour)) {
            fixture.register(EndpointSpec.to("http://127.0.0.1:" + faulty.port() + "/")
                    .events(SendFixture.TYPE)
                    .schedule(RetrySchedule.of(Duration.ZERO, Duration.ZERO)));
            fixture.webhooks.startDelivery();
            UUID event = fixture.publish(1);
            fixture.awaitState(event, DeliveryState.DEAD);

            assertThat(faulty.requests()).hasSize(3);
            assertThat(fixture.attempts(event))
                    .hasSize(3)
                    .allMatch(attempt -> attempt.outcome() == AttemptOutcome.FAILED)
                    .extracting(attempt -> attempt.errorKind().orElseThrow())
                    .containsOnly(kind);
            assertThat(fixture.attempts(event))
                    .allMatch(attempt -> Duration.between(
                                            attempt.startedAt(),
                                            attempt.endedAt().orElseThrow())
                                    .compareTo(SendFixture.TIMEOUT.plusSeconds(1))
                            < 0);
        }
    }

    @Test
    void a_hanging_endpoint_does_not_hold_up_others() throws Exception { // P9
        try (MisbehavingServer hanging = MisbehavingServer.start(Behaviours.neverAnswers())) {
            fixture.register(EndpointSpec.to("http://127.0.0.1:" + hanging.port() + "/")
                    .events(SendFixture.TYPE)
                    .timeout(Duration.ofSeconds(1)));
            fixture.register("/healthy");
            fixture.webhooks.startDelivery();
            long start = System.nanoTime();
            fixture.publishMany(200);
            await().atMost(SendFixture.PATIENCE)
                    .pollInterval(SendFixture.POLL)
                    .until(() -> fixture.receiver.requests().size() == 200);

            // 200 at 16 in flight and a second each would be 12 seconds
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
            assertThat(hanging.openConnections()).isLessThanOrEqualTo(16);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void gone_disables_the_endpoint_ends_this_delivery_and_holds_the_others(Database database) throws Exception { // S25
        useDatabase(database);
        fixture.receiver.answerBy((request, connection) -> request.body().contains(":1}") ? "410 Gone" : "503 Busy");
        Endpoint endpoint = fixture.register(EndpointSpec.to(fixture.receiver.url("/"))
                        .events(SendFixture.TYPE)
                        .schedule(RetrySchedule.of(Duration.ofMinutes(1))))
                .endpoint();
        fixture.webhooks.startDelivery();
        UUID other = fixture.publish(0);
        UUID waiting = fixture.publish(2);
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.delivery(other).lastStatus().isPresent()
                        && fixture.delivery(waiting).lastStatus().isPresent());
        UUID gone = fixture.publish(1);
        fixture.awaitState(gone, DeliveryState.DEAD);
        fixture.awaitState(other, DeliveryState.HELD);
        fixture.awaitState(waiting, DeliveryState.HELD);

        Endpoint now = fixture.webhooks.endpoints().find(endpoint.id()).orElseThrow();
        assertThat(now.state()).isEqualTo(EndpointState.DISABLED);
        assertThat(now.disabledBecause()).contains(DisabledBecause.GONE);
        assertThat(fixture.attempts(gone)).extracting(DeliveryAttempt::status).hasSize(1);
        int before = fixture.receiver.requests().size();
        UUID late = fixture.publish(3);
        assertThat(fixture.delivery(late).state()).isEqualTo(DeliveryState.HELD);
        fixture.receiver.answerBy((request, connection) -> "200 OK");
        fixture.webhooks.endpoints().enable(endpoint.id());
        for (UUID event : List.of(other, waiting, late)) {
            fixture.awaitState(event, DeliveryState.DELIVERED);
        }
        assertThat(fixture.receiver.requests()).hasSize(before + 3);
        assertThat(fixture.delivery(gone).state()).isEqualTo(DeliveryState.DEAD);
    }

    @ParameterizedTest
    @CsvSource({ // S26: value, least and most seconds until the next attempt
        "7, 6, 8",
        "0, 1, 3",
        "-1, 1, 3",
        "1.5, 1, 3",
        "1e300, 1, 3",
        "99999999999999999999, 86399, 86401",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 86399, 86401",
        "'Thu, 01 Jan 1970 00:00:00 GMT', 1, 3",
        "Thu, 1, 3"
    })
    void retry_after_moves_the_next_attempt_within_limits(String value, long least, long most) throws Exception {
        fixture.receiver.answerBy((request, connection) -> "503 Busy\r\nRetry-After: " + value);
        fixture.register(EndpointSpec.to(fixture.receiver.url("/"))
                .events(SendFixture.TYPE)
                .schedule(RetrySchedule.of(Duration.ofSeconds(2))));
        fixture.webhooks.startDelivery();
        UUID event = fixture.publish(1);
        await().atMost(SendFixture.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> fixture.delivery(event).lastStatus().isPresent());

        Delivery waiting = fixture.delivery(event);
        assertThat(waiting.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(Duration.between(
                        fixture.attempts(event).get(0).endedAt().orElseThrow(),
                        waiting.dueAt().orElseThrow()))
                .isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    @Test
    void the_next_attempt_begins_no_earlier_than_it_is_due() throws Exception { // P6, P5
        fixture.receiver.answerBy((request, connection) -> "500 Error");
        fixture.register(EndpointSpec.to(fixture.receiver.url("/"))
                .events(SendFixture.TYPE)
                .schedule(RetrySchedule.of(Duration.ofMillis(300), Duration.ofMillis(1200))));
        fixture.webhooks.startDelivery();
        UUID event = fixture.publish(1);
        fixture.awaitState(event, DeliveryState.DEAD);

        List<DeliveryAttempt> attempts = fixture.attempts(event);
        assertThat(attempts.get(1).startedAt())
                .isAfterOrEqualTo(attempts.get(0).endedAt().orElseThrow().plusMillis(300));
        assertThat(attempts.get(2).startedAt())
                .isAfterOrEqualTo(attempts.get(1).endedAt().orElseThrow().plusMillis(1200));
        List<RecordingReceiver.Request> requests = fixture.receiver.requests(event);
        assertThat(requests)
                .extracting(RecordingReceiver.Request::sha256)
                .containsOnly(requests.get(0).sha256());
        assertThat(requests.get(2).headers().get("webhook-timestamp"))
                .as("signed anew")
                .isNotEqualTo(requests.get(0).headers().get("webhook-timestamp"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_changed_url_and_a_rotated_secret_hold_from_the_next_attempt_on(Database database) throws Exception { // S30
        useDatabase(database);
        fixture.receiver.answerBy((request, connection) -> request.path().equals("/old") ? "500 Error" : "200 OK");
        EndpointResult.Registered registered = fixture.register(EndpointSpec.to(fixture.receiver.url("/old"))
                .events(SendFixture.TYPE)
                .schedule(RetrySchedule.of(Duration.ofSeconds(2))));
        UUID endpoint = registered.endpoint().id();
        fixture.webhooks.startDelivery();
        UUID event = fixture.publish(1);
        await().atMost(SendFixture.PATIENCE)
                .until(() -> fixture.delivery(event).lastStatus().isPresent());

        fixture.webhooks.endpoints().change(endpoint, spec -> spec.url(fixture.receiver.url("/new")));
        Secret secret =
                ((EndpointResult.Rotated) fixture.webhooks.endpoints().rotateSecret(endpoint, Duration.ZERO)).secret();
        fixture.awaitState(event, DeliveryState.DELIVERED);

        List<RecordingReceiver.Request> requests = fixture.receiver.requests(event);
        assertThat(requests).extracting(RecordingReceiver.Request::path).containsExactly("/old", "/new");
        assertThat(believed(requests.get(0), registered.secret())).isTrue();
        assertThat(believed(requests.get(0), secret)).isFalse();
        assertThat(believed(requests.get(1), secret)).isTrue();
        assertThat(believed(requests.get(1), registered.secret())).isFalse();
    }

    @Test
    void what_arrives_is_believed_by_the_libraries_of_others() throws Exception { // S43
        EndpointResult.Registered registered = fixture.register("/");
        Secret second = ((EndpointResult.Rotated) fixture.webhooks
                        .endpoints()
                        .rotateSecret(registered.endpoint().id()))
                .secret();
        fixture.webhooks.startDelivery();
        fixture.publishMany(100);
        fixture.awaitRest();

        assertThat(fixture.receiver.requests()).hasSize(100);
        Secret stranger = SigningStyles.standard().newSecret();
        for (RecordingReceiver.Request request : fixture.receiver.requests()) {
            assertThat(believed(request, registered.secret())).isTrue();
            assertThat(believed(request, second)).isTrue();
            assertThat(believed(request, stranger)).isFalse();
        }
    }

    private static boolean believed(RecordingReceiver.Request request, Secret secret) throws Exception {
        return believedByStandard(request, secret) & believedBySvix(request, secret);
    }

    private static boolean believedByStandard(RecordingReceiver.Request request, Secret secret) throws Exception {
        try {
            new com.standardwebhooks.Webhook(secret.reveal()).verify(request.body(), request.headers());
            return true;
        } catch (com.standardwebhooks.exceptions.WebhookVerificationException e) {
            return false;
        }
    }

    private static boolean believedBySvix(RecordingReceiver.Request request, Secret secret) throws Exception {
        try {
            new com.svix.Webhook(secret.reveal()).verify(request.body(), request.headers());
            return true;
        } catch (com.svix.exceptions.WebhookVerificationException e) {
            return false;
        }
    }
}
