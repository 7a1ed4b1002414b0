package io.github.webhooks4j.it.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.receive.GiveUp;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.Messages.Redispatch;
import io.github.webhooks4j.receive.RetryAfter;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Queued handling, retries, re-dispatch and retention: what an application sees, on every store. */
abstract class QueuedBehaviours extends InlineBehaviours {
    private static final RetrySchedule TWICE =
            RetrySchedule.of(Duration.ofSeconds(10), Duration.ofMinutes(1)).withJitter(0);

    @Test
    void a_queued_message_is_answered_before_it_is_handled() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        WebhookReceiver receiver = github(s -> s.queued().on("push", message -> go.await()));

        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200); // pending: nothing runs twice
        assertThat(only().state()).isEqualTo(MessageState.PENDING);
        assertThat(receiver.messages().redispatch(only().id())).isEqualTo(Redispatch.BUSY);
        go.countDown();

        await().until(() -> only().state() == MessageState.HANDLED);
        assertThat(store.attempts(only().id())).hasSize(1);
    }

    @Test
    void a_queued_handler_is_retried_on_its_schedule_and_never_earlier() { // R70
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = github(s -> s.queued().retry(TWICE).on("push", message -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        }));

        push("d1").sendTo(receiver);
        await().until(() -> heard(Notice.MessageFailed.class).size() == 1);
        assertThat(heard(Notice.MessageFailed.class).get(0).retryIn()).hasValue(Duration.ofSeconds(10));
        assertThat(only().state()).isEqualTo(MessageState.PENDING);
        assertThat(only().error()).hasValue("java.lang.IllegalStateException: not yet");
        advance(Duration.ofSeconds(8));
        assertThat(store.claimDue(java.util.Set.of("github"), 1, Duration.ofMinutes(1), "test"))
                .isEmpty();
        advance(Duration.ofSeconds(2));
        await().until(() -> heard(Notice.MessageFailed.class).size() == 2);
        advance(Duration.ofMinutes(1));

        await().until(() -> only().state() == MessageState.HANDLED);
        assertThat(runs).hasValue(3);
        assertThat(store.attempts(only().id()))
                .extracting(MessageAttempt::outcome)
                .containsExactly(
                        MessageAttempt.Outcome.FAILED, MessageAttempt.Outcome.FAILED, MessageAttempt.Outcome.HANDLED);
    }

    @Test
    void the_schedule_ends_in_dead_and_a_repeat_or_an_operator_opens_it_again() {
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver =
                github(s -> s.queued().retry(RetrySchedule.of()).on("push", message -> {
                    if (runs.incrementAndGet() < 3) {
                        throw new IllegalStateException("never");
                    }
                }));

        push("d1").sendTo(receiver);
        await().until(() -> only().state() == MessageState.DEAD);
        assertThat(push("d1").sendTo(receiver).status()).isEqualTo(200);
        await().until(() -> runs.get() == 2 && only().state() == MessageState.DEAD);
        UUID id = only().id();
        assertThat(receiver.messages().find("github", "d1"))
                .hasValueSatisfying(m -> assertThat(m.id()).isEqualTo(id));
        assertThat(receiver.messages().redispatch(id)).isEqualTo(Redispatch.QUEUED);
        await().until(() -> only().state() == MessageState.HANDLED);

        assertThat(runs).hasValue(3);
        assertThat(heard(Notice.MessageDead.class)).hasSize(2);
        assertThat(heard(Notice.MessageRedispatched.class)).hasSize(1);
        assertThat(receiver.messages().redispatch(UUID.randomUUID())).isEqualTo(Redispatch.UNKNOWN);
    }

    @Test
    void retry_after_takes_the_place_of_the_delay_and_give_up_ends_at_once() {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>(new RetryAfter(Duration.ofHours(1)));
        WebhookReceiver receiver = github(s -> s.queued().retry(TWICE).on("push", message -> {
            throw thrown.get();
        }));

        push("d1").sendTo(receiver);
        await().until(() -> heard(Notice.MessageFailed.class).size() == 1);
        assertThat(heard(Notice.MessageFailed.class).get(0).retryIn()).hasValue(Duration.ofHours(1));
        thrown.set(new GiveUp("unknown customer"));
        advance(Duration.ofHours(1));

        await().until(() -> only().state() == MessageState.DEAD);
        assertThat(only().error()).hasValue("io.github.webhooks4j.receive.GiveUp: unknown customer");
    }

    @Test
    void an_inline_message_that_is_dispatched_again_runs_in_the_queue() {
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver receiver = github(s -> s.on("push", message -> {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        }));
        push("d1").sendTo(receiver);

        assertThat(receiver.messages().redispatch(only().id())).isEqualTo(Redispatch.QUEUED);
        await().until(() -> runs.get() == 2 && only().state() == MessageState.FAILED);
        assertThat(receiver.messages().redispatch(only().id())).isEqualTo(Redispatch.QUEUED);

        await().until(() -> only().state() == MessageState.HANDLED);
    }

    @Test
    void confirm_of_a_queued_message_is_asked_on_the_schedule() {
        AtomicReference<String> provider = new AtomicReference<>("down");
        AtomicInteger paid = new AtomicInteger();
        WebhookReceiver receiver = github(s -> s.queued()
                .retry(TWICE)
                .confirm(message -> {
                    if (provider.get().equals("down")) {
                        throw new java.net.ConnectException("refused");
                    }
                    return provider.get().equals("yes");
                })
                .on("push", message -> paid.incrementAndGet()));

        push("d1").sendTo(receiver);
        await().until(() -> heard(Notice.MessageFailed.class).size() == 1);
        provider.set("no");
        advance(Duration.ofSeconds(10));
        await().until(() -> only().state() == MessageState.REFUSED);
        provider.set("yes");
        push("d1").sendTo(receiver);

        await().until(() -> only().state() == MessageState.HANDLED);
        assertThat(paid).hasValue(1);
    }

    @Test
    void two_receivers_on_one_store_share_the_work_and_do_nothing_twice() {
        List<String> handled = new CopyOnWriteArrayList<>();
        WebhookReceiver one = github(
                s -> s.queued().on("push", m -> handled.add(m.providerId().orElseThrow())));
        github(s -> s.queued().on("push", m -> handled.add(m.providerId().orElseThrow())));

        for (int i = 0; i < 60; i++) {
            assertThat(push("d" + i).sendTo(one).status()).isEqualTo(200);
        }

        await().until(() -> heard(Notice.MessageHandled.class).size() == 60);
        assertThat(handled).doesNotHaveDuplicates().hasSize(60);
        assertThat(store.list(MessageQuery.all().state(MessageState.HANDLED).limit(100))
                        .messages())
                .hasSize(60);
    }

    @Test
    void closing_gives_back_what_was_not_begun_and_another_node_takes_it() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        WebhookReceiver first = started(builder()
                .handlerThreads(1)
                .drainDeadline(Duration.ofMillis(100))
                .source(
                        "github",
                        s -> s.verifier(io.github.webhooks4j.verify.provider.GitHub.verifier(SECRET))
                                .queued()
                                .retry(RetrySchedule.of(Duration.ZERO, Duration.ZERO))
                                .on("push", message -> {
                                    entered.countDown();
                                    new CountDownLatch(1).await(); // until it is interrupted
                                })));
        for (int i = 0; i < 5; i++) {
            push("d" + i).sendTo(first);
        }
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        first.close();
        github(s -> s.queued().retry(RetrySchedule.of(Duration.ZERO)).on("push", message -> {}));

        await().until(() -> all().stream().allMatch(message -> message.state() == MessageState.HANDLED));
    }

    @Test
    void retention_deletes_what_is_done_at_the_boundary_and_keeps_what_is_not() { // IN9
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        WebhookReceiver receiver = github(s -> s.retention(Duration.ofDays(7)).on("push", message -> {
            if (thrown.get() != null) {
                throw thrown.get();
            }
        }));
        push("old").sendTo(receiver);
        thrown.set(new IllegalStateException("broken"));
        push("failed").sendTo(receiver);
        advance(Duration.ofMillis(1));
        thrown.set(null);
        push("younger").sendTo(receiver);

        advance(Duration.ofDays(7).minusMillis(1));
        assertThat(receiver.purge()).isEqualTo(1);

        assertThat(all()).extracting(m -> m.providerId().orElseThrow()).containsExactlyInAnyOrder("failed", "younger");
        assertThat(heard(Notice.MessagesPurged.class))
                .extracting(Notice.MessagesPurged::count)
                .containsExactly(1L);
    }

    @Test
    void only_its_own_sources_messages_are_taken_from_a_shared_log() {
        AtomicInteger runs = new AtomicInteger();
        WebhookReceiver other = started(builder()
                .source(
                        "other",
                        s -> s.verifier(io.github.webhooks4j.verify.provider.GitHub.verifier(SECRET))
                                .queued()
                                .on("push", message -> runs.incrementAndGet())));
        push("d1").path("/other").sendTo(other);
        await().until(() -> runs.get() == 1);
        other.close();
        push("d2").path("/other").sendTo(other);
        github(s -> s.queued().on("push", message -> {}));

        Message message = only();
        assertThat(message.source()).isEqualTo("other");
    }
}
