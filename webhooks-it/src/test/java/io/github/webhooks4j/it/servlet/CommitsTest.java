package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.NewMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that commits on a thread of its own, when the test lets it. */
class CommitsTest extends ServletFixture {
    private final ExecutorService storeThread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "the-store"));
    private final CompletableFuture<Void> committing = new CompletableFuture<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();

    @AfterEach
    void endStore() {
        storeThread.shutdownNow();
    }

    private void mountOnSlowStore() throws Exception {
        receiver.close();
        receiver = receiver(slowStore());
        handler = message -> {
            threads.add(Thread.currentThread().getName());
            handled.add(message);
        };
        mount("", "/webhooks/*");
    }

    private MessageStore slowStore() {
        return (MessageStore) Proxy.newProxyInstance(
                MessageStore.class.getClassLoader(), new Class<?>[] {MessageStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("insert")) {
                        return committing.thenComposeAsync(go -> store.insert((NewMessage) args[0]), storeThread);
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void no_thread_is_held_while_a_commit_is_awaited_and_none_of_the_store_runs_handlers() throws Exception {
        mountOnSlowStore();
        try (RawHttp http = connect()) {
            http.send(push("d-1"));
            assertThat(http.hasAnswerWithin(Container.READ_TIMEOUT.plusMillis(100)))
                    .as("longer than the container would wait for bytes")
                    .isFalse();
            assertThat(threadsInside()).isEqualTo(setup.async() ? 0 : 1);
            committing.complete(null);

            assertThat(http.answer().status()).isEqualTo(200);
            assertThat(http.send(push("d-2")).answer().status()).isEqualTo(200);
        }
        assertThat(handled).hasSize(2);
        assertThat(threads)
                .hasSize(2)
                .noneMatch(name -> name.equals("the-store"))
                .allMatch(name -> name.startsWith("webhooks-receive-") != setup.async());
    }

    @Test
    void a_store_that_fails_is_503() throws Exception {
        mountOnSlowStore();
        committing.completeExceptionally(new IllegalStateException("no connection"));

        RawHttp.Answer answer = exchange(push("d-1"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).contains("30");
        assertThat(faults()).containsExactly(RequestFault.STORE_UNAVAILABLE);
    }

    @Test
    void a_commit_that_comes_after_the_deadline_is_handled_by_a_repeat() throws Exception {
        mountOnSlowStore();
        try (RawHttp http = connect()) {
            http.send(push("d-1"));
            assertThat(http.hasAnswerWithin(Duration.ofSeconds(10))).isTrue();
            assertThat(http.answer().status()).isEqualTo(503);
        }
        committing.complete(null);
        await().until(() -> stored().size() == 1);

        assertThat(handled).isEmpty();
        await().untilAsserted(() -> assertThat(exchange(push("d-1")).status()).isEqualTo(200));
        assertThat(handled).hasSize(1);
        assertThat(logs.errors()).isEmpty();
    }
}
