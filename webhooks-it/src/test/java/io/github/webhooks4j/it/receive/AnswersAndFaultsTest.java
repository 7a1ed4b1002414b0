package io.github.webhooks4j.it.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.RejectionAnswer;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Answers of an application's own, and every fault with its status and its notice. */
class AnswersAndFaultsTest extends ReceiverFixture {
    @Override
    MessageStore emptyStore() {
        return InMemoryMessageStore.create(clock);
    }

    @Override
    void advanceStore(Duration by) {} // the same clock

    @Test
    void a_made_answer_is_made_of_the_message_in_the_log_for_the_first_and_for_every_repeat() {
        WebhookReceiver receiver = github(s ->
                s.on("push", message -> {}).answer(message -> Receipt.json(202, "{\"id\":\"" + message.id() + "\"}")));

        Receipt first = push("d1").sendTo(receiver);
        Receipt repeat = push("d1").sendTo(receiver);

        assertThat(first.status()).isEqualTo(202);
        assertThat(textOf(first)).isEqualTo("{\"id\":\"" + only().id() + "\"}");
        assertThat(textOf(repeat)).isEqualTo(textOf(first));
        assertThat(repeat.headers().first("Content-Type")).hasValue("application/json");
    }

    @Test
    void a_fixed_answer_and_a_rejection_are_the_sources_own() {
        WebhookReceiver receiver = github(s -> s.on("push", message -> {})
                .answer(Receipt.text(200, "[accepted]"))
                .rejection(new RejectionAnswer(403, "no")));

        assertThat(textOf(push("d1").sendTo(receiver))).isEqualTo("[accepted]");
        Receipt rejected = SignedRequest.unsigned().path("/github").sendTo(receiver);
        assertThat(rejected.status()).isEqualTo(403);
        assertThat(textOf(rejected)).isEqualTo("no");
    }

    @Test
    void an_answer_that_throws_is_500_and_the_message_stays_handled() {
        WebhookReceiver receiver = github(s -> s.on("push", message -> {}).answer(message -> {
            throw new IllegalStateException("no answer");
        }));

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(500);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }

    static Stream<Arguments> heads() {
        Headers.Builder many = Headers.builder();
        for (int i = 0; i < 101; i++) {
            many.add("x-" + i, "y");
        }
        Headers none = Headers.empty();
        return Stream.of(
                Arguments.of(RequestHead.of("PUT", "/", none), RequestFault.METHOD_NOT_ALLOWED, 405, "Allow"),
                Arguments.of(RequestHead.of("POST", "/", many), RequestFault.HEADERS_TOO_LARGE, 431, "Connection"),
                Arguments.of(
                        RequestHead.of("POST", "/", Headers.builder().add("x", "a\0b")),
                        RequestFault.HEADERS_MALFORMED,
                        400,
                        ""),
                Arguments.of(
                        RequestHead.of("POST", "/", Headers.of("Content-Encoding", "gzip")),
                        RequestFault.CONTENT_CODING,
                        415,
                        "Connection"),
                Arguments.of(
                        RequestHead.of("POST", "/", Headers.of("Content-Length", "9".repeat(40))),
                        RequestFault.BODY_TOO_LARGE,
                        413,
                        "Connection"));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void what_a_head_shows_is_answered_without_a_body_and_told(
            RequestHead head, RequestFault fault, int status, String header) {
        WebhookReceiver receiver = github(s -> s.onAny(message -> {}));

        Receipt receipt = ((Admission.Refused) receiver.begin(head, "/github")).receipt();

        assertThat(receipt.status()).isEqualTo(status);
        assertThat(receipt.body()).isEmpty();
        if (!header.isEmpty()) {
            assertThat(receipt.headers().contains(header)).isTrue();
        }
        assertThat(faults()).containsExactly(fault);
    }

    @Test
    void what_an_adapter_tells_is_answered_and_told() {
        WebhookReceiver receiver = github(s -> s.onAny(message -> {}));
        List<Integer> statuses = new ArrayList<>();
        List<RequestFault> told = List.of(
                RequestFault.BODY_TOO_LARGE,
                RequestFault.BODY_TRUNCATED,
                RequestFault.BODY_TIMEOUT,
                RequestFault.BODY_CONSUMED,
                RequestFault.CLIENT_GONE,
                RequestFault.DEFECT,
                RequestFault.NOT_RUNNING);

        for (RequestFault fault : told) {
            Admission admission = receiver.begin(RequestHead.of("POST", "/", Headers.empty()), "/github");
            statuses.add(((Admission.Admitted) admission).refuse(fault).status());
        }

        assertThat(statuses).containsExactly(413, 400, 408, 500, 400, 500, 503);
        assertThat(faults()).isEqualTo(told);
    }

    @Test
    void a_key_that_could_not_be_had_is_503_and_a_verifier_that_throws_500() {
        WebhookReceiver receiver = started(builder()
                .source(
                        "away",
                        s -> s.verifier((request, now) -> new Unavailable("certificate"))
                                .onAny(m -> {}))
                .source(
                        "broken",
                        s -> s.verifier((request, now) -> {
                                    throw new IllegalStateException("a defect");
                                })
                                .onAny(m -> {})));

        assertThat(SignedRequest.unsigned().path("/away").sendTo(receiver).status())
                .isEqualTo(503);
        assertThat(SignedRequest.unsigned().path("/broken").sendTo(receiver).status())
                .isEqualTo(500);

        assertThat(faults()).containsExactly(RequestFault.KEY_UNAVAILABLE, RequestFault.DEFECT);
        assertThat(all()).isEmpty();
    }

    @Test
    void a_look_up_that_hangs_is_answered_503_and_nothing_is_stored_afterwards() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch verified = new CountDownLatch(1);
        Verifier token = Token.verifier(SECRET);
        WebhookReceiver receiver = started(builder()
                .storeDeadline(Duration.ofMillis(200))
                .source(
                        "acme",
                        s -> s.verifier((request, now) -> {
                                    awaitQuietly(go);
                                    verified.countDown();
                                    return token.verify(request, now);
                                })
                                .onAny(m -> {})));

        Receipt receipt =
                SignedRequest.token("X-Webhook-Token", SECRET).path("/acme").sendTo(receiver);
        assertThat(receipt.status()).isEqualTo(503);
        go.countDown();
        assertThat(verified.await(10, TimeUnit.SECONDS)).isTrue();
        receiver.close();

        assertThat(all()).isEmpty();
        assertThat(faults()).containsExactly(RequestFault.STORE_UNAVAILABLE);
    }

    @Test
    void a_header_id_given_twice_is_refused_and_never_taken_for_none() { // R6
        WebhookReceiver receiver = started(builder()
                .source(
                        "acme",
                        s -> s.verifier(Token.verifier(SECRET))
                                .idFrom(MessageField.header("X-Request-Id"))
                                .onAny(m -> {})));
        SignedRequest once =
                SignedRequest.token("X-Webhook-Token", SECRET).path("/acme").header("X-Request-Id", "a");

        assertThat(once.header("X-Request-Id", "b").sendTo(receiver).status()).isEqualTo(400);
        assertThat(once.sendTo(receiver).status()).isEqualTo(200);

        assertThat(faults()).containsExactly(RequestFault.ID_MALFORMED);
        assertThat(all()).hasSize(1);
    }

    @Test
    void what_is_stored_is_told_with_the_secret_that_matched() {
        WebhookReceiver receiver = started(builder()
                .source(
                        "github",
                        s -> s.verifier(GitHub.verifier(SECRET.named("2030"))).on("push", m -> {})));

        push("d1").sendTo(receiver);

        Notice.MessageStored stored = heard(Notice.MessageStored.class).get(0);
        assertThat(stored.message()).isEqualTo(only().id());
        assertThat(stored.keyName()).hasValue("2030");
        assertThat(stored.eventType()).hasValue("push");
    }

    @Test
    void closing_answers_what_is_left_and_a_deployment_costs_no_place_on_the_schedule() throws Exception {
        CountDownLatch inlineEntered = new CountDownLatch(1);
        CountDownLatch queuedEntered = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        WebhookReceiver receiver = started(builder()
                .drainDeadline(Duration.ofMillis(200))
                .source(
                        "github",
                        s -> s.verifier(GitHub.verifier(SECRET)).on("push", m -> {
                            inlineEntered.countDown();
                            awaitQuietly(never);
                        }))
                .source(
                        "later",
                        s -> s.verifier(GitHub.verifier(SECRET))
                                .queued()
                                .retry(io.github.webhooks4j.work.RetrySchedule.of())
                                .on("push", m -> {
                                    queuedEntered.countDown();
                                    never.await();
                                })));
        push("d2").path("/later").sendTo(receiver);
        CompletableFuture<Receipt> hanging =
                CompletableFuture.supplyAsync(() -> push("d1").sendTo(receiver));
        assertThat(inlineEntered.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(queuedEntered.await(10, TimeUnit.SECONDS)).isTrue();

        receiver.close();

        assertThat(hanging.get(10, TimeUnit.SECONDS).status()).isEqualTo(503);
        await().until(() -> store.find("later", "d2").map(Message::state).orElseThrow() == MessageState.PENDING);
        Message interrupted = store.find("later", "d2").orElseThrow();
        assertThat(store.claimDue(java.util.Set.of("later"), 1, Duration.ofMinutes(1), "test"))
                .singleElement()
                .satisfies(claim -> assertThat(claim.scheduled()).isEqualTo(1));
        assertThat(interrupted.attempts()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void a_clock_that_is_far_from_the_senders_is_told() { // R19
        WebhookReceiver receiver = started(builder()
                .source("stripe", s -> s.verifier(Stripe.verifier(SECRET)).onAny(m -> {})));
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(WebhookReceiver.class);
        logged.start();
        logger.addAppender(logged);
        try {
            for (int i = 0; i < 10; i++) {
                assertThat(receiver.clockSkew()).isEmpty();
                Duration late = i < 3 ? Duration.ZERO : i < 8 ? Duration.ofSeconds(90) : Duration.ofMinutes(20);
                SignedRequest.stripe(SECRET)
                        .at(clock.instant().minus(late))
                        .path("/stripe")
                        .body("{\"id\":\"" + i + "\"}")
                        .sendTo(receiver);
            }
        } finally {
            logger.detachAppender(logged);
        }

        assertThat(receiver.clockSkew()).hasValue(Duration.ofSeconds(90));
        assertThat(logged.list)
                .filteredOn(line -> line.getFormattedMessage().startsWith("clock is far"))
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).endsWith("median=PT1M30S"));
    }

    private List<RequestFault> faults() {
        return heard(Notice.RequestRejected.class).stream()
                .map(Notice.RequestRejected::fault)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new WebhookException("nobody let go", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
