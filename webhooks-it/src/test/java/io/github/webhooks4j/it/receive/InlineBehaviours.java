package io.github.webhooks4j.it.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.GiveUp;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.RetryAfter;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Verifier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Inline handling, states and repeats, confirm: what an application sees, on every store. */
abstract class InlineBehaviours extends ReceiverFixture {
    @Test
    void a_message_is_logged_handled_and_answered() {
        List<Message> handled = new CopyOnWriteArrayList<>();
        WebhookReceiver receiver = github(s -> s.on("push", handled::add));

        Receipt receipt = push("d1").sendTo(receiver);

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(textOf(receipt)).isEqualTo("Message received okay.");
        assertThat(receipt.headers().first("Content-Type")).hasValue("text/plain;charset=utf-8");
        assertThat(handled).hasSize(1);
        Message logged = only();
        assertThat(logged.state()).isEqualTo(MessageState.HANDLED);
        assertThat(logged.source()).isEqualTo("github");
        assertThat(logged.providerId()).hasValue("d1");
        assertThat(logged.eventType()).hasValue("push");
        assertThat(logged.receivedAt()).isEqualTo(START);
        assertThat(logged.body()).isEqualTo("{\"delivery\":\"d1\"}".getBytes());
        assertThat(logged.headers().names()).contains("X-GitHub-Event").doesNotContain("X-Hub-Signature-256");
        assertThat(store.attempts(logged.id()))
                .extracting(MessageAttempt::outcome)
                .containsExactly(MessageAttempt.Outcome.HANDLED);
        assertThat(heard(Notice.MessageHandled.class)).hasSize(1);
    }

    @Test
    void nothing_of_a_rejected_request_is_stored_and_every_reason_gets_the_same_answer() {
        WebhookReceiver receiver = github(s -> s.onAny(message -> {}));
        SignedRequest good = push("d1");
        SignedRequest forged = SignedRequest.github(io.github.webhooks4j.Secret.of("another secret of 24 bytes"))
                .path("/github")
                .body("{}");
        SignedRequest unsigned = SignedRequest.unsigned().path("/github").body("{}");
        SignedRequest garbage = unsigned.header("X-Hub-Signature-256", "sha256=zz");

        for (SignedRequest bad : List.of(forged, unsigned, garbage)) {
            Receipt receipt = bad.sendTo(receiver);
            assertThat(receipt.status()).isEqualTo(401);
            assertThat(receipt.body()).isEmpty();
            assertThat(receipt.headers().size()).isZero();
        }

        assertThat(all()).isEmpty();
        assertThat(heard(Notice.RequestRejected.class))
                .extracting(n -> n.reason().orElseThrow().name())
                .containsExactly("MISMATCH", "MISSING", "MALFORMED");
        assertThat(good.sendTo(receiver).status()).isEqualTo(200);
    }

    @Test
    void a_handler_that_throws_leaves_the_message_failed_and_the_repeat_runs_it_again() { // R70
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = github(s -> s.on("push", message -> {
            if (runs.incrementAndGet() == 1) {
                throw new IOException("no disk");
            }
        }));

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(500);
        Message failed = only();
        assertThat(failed.state()).isEqualTo(MessageState.FAILED);
        assertThat(failed.error()).hasValue("java.io.IOException: no disk");
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);

        assertThat(runs).hasValue(2);
        Message handled = only();
        assertThat(handled.id()).isEqualTo(failed.id());
        assertThat(handled.state()).isEqualTo(MessageState.HANDLED);
        assertThat(handled.error()).isEmpty();
        assertThat(store.attempts(handled.id()))
                .extracting(MessageAttempt::outcome)
                .containsExactly(MessageAttempt.Outcome.FAILED, MessageAttempt.Outcome.HANDLED);
    }

    @Test
    void an_error_of_the_virtual_machine_fails_the_attempt_like_any_other() { // R72
        WebhookReceiver receiver = github(s -> s.on("push", message -> {
            throw new StackOverflowError();
        }));

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(500);
        assertThat(only().state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void retry_after_is_answered_503_and_give_up_is_dead_and_answered_2xx() {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>(new RetryAfter(Duration.ofSeconds(7)));
        WebhookReceiver receiver = github(s -> s.on("push", message -> {
            throw thrown.get();
        }));

        Receipt later = push("d1").sendTo(receiver);
        assertThat(later.status()).isEqualTo(503);
        assertThat(later.headers().first("Retry-After")).hasValue("7");
        assertThat(only().state()).isEqualTo(MessageState.FAILED);

        thrown.set(new GiveUp("unknown customer"));
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(only().state()).isEqualTo(MessageState.DEAD);
        assertThat(heard(Notice.MessageDead.class)).hasSize(1);
    }

    @Test
    void fifty_of_the_same_at_once_run_the_handler_once_and_all_get_its_outcome() throws Exception { // R2, R69
        AtomicInteger runs = new AtomicInteger();
        AtomicBoolean finished = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        WebhookReceiver receiver = github(s -> s.on("push", message -> {
            runs.incrementAndGet();
            entered.countDown();
            go.await();
            finished.set(true);
        }));
        ExecutorService threads = Executors.newFixedThreadPool(50);
        try {
            CyclicBarrier barrier = new CyclicBarrier(50);
            List<Future<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                receipts.add(threads.submit(() -> {
                    barrier.await();
                    Receipt receipt = push("same").sendTo(receiver);
                    assertThat(finished).isTrue();
                    return receipt;
                }));
            }
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> heard(Notice.MessageRepeated.class).size() == 49);
            go.countDown();
            for (Future<Receipt> receipt : receipts) {
                assertThat(receipt.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        } finally {
            go.countDown();
            threads.shutdownNow();
        }
        assertThat(runs).hasValue(1);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }

    @Test
    void the_same_content_under_another_id_is_a_repeat_within_the_window() { // R4
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver =
                github(s -> s.contentWindow(Duration.ofHours(24)).on("push", message -> runs.incrementAndGet()));
        SignedRequest captured = push("d1");

        captured.sendTo(receiver);
        Receipt replayed = captured.id("d2").sendTo(receiver);

        assertThat(replayed.status()).isEqualTo(200);
        assertThat(runs).hasValue(1);
        advance(Duration.ofHours(25));
        receiver.purge();
        captured.id("d3").sendTo(receiver);
        assertThat(runs).hasValue(2);
    }

    @Test
    void a_handler_slower_than_the_deadline_is_answered_503_and_its_result_still_counts() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        WebhookReceiver receiver =
                github(s -> s.inlineDeadline(Duration.ofMillis(200)).on("push", message -> go.await()));

        Receipt receipt = push("d1").sendTo(receiver);
        assertThat(receipt.status()).isEqualTo(503);
        assertThat(receipt.headers().first("Retry-After")).isPresent();
        assertThat(only().state()).isEqualTo(MessageState.RECEIVED);
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(503); // held by the first, within its lease

        go.countDown();
        await().until(() -> only().state() == MessageState.HANDLED);
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
    }

    @Test
    void a_repeat_takes_over_once_the_lease_of_a_lost_handler_ran_out() throws Exception { // R67, R71
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver =
                github(s -> s.inlineDeadline(Duration.ofMillis(300)).on("push", message -> {
                    if (runs.incrementAndGet() == 1) {
                        never.await();
                    }
                }));
        try {
            assertThat(push("d1").sendTo(receiver).status()).isEqualTo(503);
            advance(Duration.ofMillis(5301));
            assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
            assertThat(only().state()).isEqualTo(MessageState.HANDLED);
        } finally {
            never.countDown();
        }
        await().until(() -> heard(Notice.ResultRefused.class).size() == 1);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }

    @Test
    void a_message_nobody_wants_is_stored_as_ignored_and_answered_as_usual() { // R47
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = github(s -> s.on("issues.*", message -> runs.incrementAndGet())
                .on("push", message -> runs.incrementAndGet())
                .profile(message -> !message.providerId().orElse("").startsWith("skip")));

        assertThat(push("skip-1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(only().state()).isEqualTo(MessageState.IGNORED);
        assertThat(SignedRequest.github(SECRET)
                        .path("/github")
                        .eventType("issues")
                        .id("d2")
                        .body("not json")
                        .sendTo(receiver)
                        .status())
                .isEqualTo(200);
        assertThat(all()).extracting(Message::state).containsOnly(MessageState.IGNORED);
        assertThat(runs).hasValue(0);
        assertThat(heard(Notice.MessageIgnored.class)).hasSize(2);
    }

    @Test
    void handlers_of_one_message_run_in_order_of_registration() {
        List<String> order = new CopyOnWriteArrayList<>();
        WebhookReceiver receiver = github(s -> s.onAny(message -> order.add("any"))
                .on("push", message -> order.add("exact"))
                .on("*", message -> order.add("star")));

        push("d1").sendTo(receiver);

        assertThat(order).containsExactly("any", "exact", "star");
    }

    @Test
    void confirm_decides_and_a_repeat_asks_again() {
        AtomicReference<String> provider = new AtomicReference<>("down");
        AtomicInteger paid = new AtomicInteger();
        WebhookReceiver receiver = started(builder()
                .source(
                        "bank",
                        s -> s.methods("GET", "POST")
                                .verifier(Verifier.unverified())
                                .idFrom(io.github.webhooks4j.verify.MessageField.query("id"))
                                .confirm(message -> {
                                    assertThat(message.query("id")).hasValue("7");
                                    if (provider.get().equals("down")) {
                                        throw new IOException("connection refused");
                                    }
                                    return provider.get().equals("yes");
                                })
                                .onAny(message -> paid.incrementAndGet())));
        SignedRequest callback = SignedRequest.unsigned().method("GET").path("/bank?id=7");

        Receipt unreachable = callback.sendTo(receiver);
        assertThat(unreachable.status()).isEqualTo(503);
        assertThat(unreachable.headers().first("Retry-After")).isPresent();
        assertThat(only().state()).isEqualTo(MessageState.FAILED);
        provider.set("no");
        assertThat(callback.sendTo(receiver).status()).isEqualTo(200);
        assertThat(only().state()).isEqualTo(MessageState.REFUSED);
        assertThat(paid).hasValue(0);
        provider.set("yes");
        assertThat(callback.sendTo(receiver).status()).isEqualTo(200);
        assertThat(callback.sendTo(receiver).status()).isEqualTo(200);

        assertThat(paid).hasValue(1);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
        assertThat(heard(Notice.MessageRefused.class)).hasSize(1);
    }

    @Test
    void secret_paths_match_one_of_several_and_everything_else_is_404() {
        String live = io.github.webhooks4j.receive.SecretPath.generate();
        String old = io.github.webhooks4j.receive.SecretPath.generate();
        WebhookReceiver receiver = started(builder()
                .source(
                        "bank",
                        s -> s.verifier(Verifier.unverified())
                                .secretPaths(
                                        io.github.webhooks4j.Secret.of(live),
                                        io.github.webhooks4j.Secret.of(old).notAfter(START))
                                .onAny(message -> {})));

        assertThat(SignedRequest.unsigned()
                        .path("/bank/" + live)
                        .sendTo(receiver)
                        .status())
                .isEqualTo(200);
        assertThat(SignedRequest.unsigned()
                        .path("/bank/" + old)
                        .sendTo(receiver)
                        .status())
                .isEqualTo(200);
        advance(Duration.ofSeconds(1));
        for (String path : List.of("/bank/" + old, "/bank", "/bank/", "/bank/x", "/bank/" + live + "/x", "/other")) {
            Receipt receipt = SignedRequest.unsigned().path(path).sendTo(receiver);
            assertThat(receipt.status()).as(path).isEqualTo(404);
            assertThat(receipt.body()).isEmpty();
            assertThat(receipt.headers().size()).isZero();
        }
        assertThat(heard(Notice.RequestRejected.class))
                .extracting(Notice.RequestRejected::fault)
                .containsOnly(RequestFault.UNKNOWN_SOURCE);
    }

    @Test
    void a_closed_receiver_and_one_not_started_answer_503() {
        WebhookReceiver receiver = builder()
                .source(
                        "github",
                        s -> s.verifier(Verifier.unverified())
                                .confirm(m -> true)
                                .onAny(m -> {}))
                .build();
        SignedRequest request = SignedRequest.unsigned().path("/github");

        assertThat(request.sendTo(receiver).status()).isEqualTo(503);
        receiver.start();
        assertThat(request.sendTo(receiver).status()).isEqualTo(200);
        receiver.close();
        assertThat(request.sendTo(receiver).status()).isEqualTo(503);
    }

    @Test
    void closing_waits_for_the_request_under_way() throws Exception { // R68
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        WebhookReceiver receiver = github(s -> s.on("push", message -> {
            entered.countDown();
            go.await();
        }));
        CompletableFuture<Receipt> receipt =
                CompletableFuture.supplyAsync(() -> push("d1").sendTo(receiver));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(receiver::close);

        await().until(() -> push("d2").sendTo(receiver).status() == 503);
        assertThat(closing).isNotDone();
        go.countDown();

        assertThat(receipt.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        closing.get(10, TimeUnit.SECONDS);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }
}
