package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.servlet.WebhookServlet;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that vanish, repeats at the same moment, a container that stops, handlers that fail. */
class FaultsTest extends ServletFixture {
    private final ExecutorService clients = Executors.newCachedThreadPool();

    @AfterEach
    void endClients() {
        clients.shutdownNow();
    }

    @Test
    void a_client_that_resets_in_mid_body_leaves_nothing_behind() throws Exception {
        byte[] body = new byte[20_000];
        RawHttp http = connect();
        http.send(head("github", "d-1", body) + "Content-Length: " + body.length + "\r\n\r\n")
                .send(new byte[body.length / 2]);
        awaitReading();
        http.reset();

        await().untilAsserted(() ->
                assertThat(faults()).hasSize(1).isSubsetOf(RequestFault.CLIENT_GONE, RequestFault.BODY_TRUNCATED));
        await().until(() -> threadsInside() == 0);
        assertThat(stored()).isEmpty();
        assertThat(logs.errors()).isEmpty();
        assertThat(exchange(push("d-2")).status()).isEqualTo(200);
    }

    /** Asks something else of the container, so that it has seen what was sent before. */
    private void awaitReading() throws Exception {
        assertThat(exchange("GET /webhooks/github HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .status())
                .isEqualTo(405);
        notices.clear();
    }

    @Test
    void a_client_that_is_gone_before_the_answer_gets_it_when_it_repeats() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        handler = message -> {
            handled.add(message);
            running.countDown();
            gone.await(10, TimeUnit.SECONDS);
        };
        RawHttp http = connect();
        http.send(push("d-1"));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        http.reset();
        gone.countDown();
        await().until(() -> threadsInside() == 0);

        assertThat(exchange(push("d-1")).status()).isEqualTo(200);
        assertThat(stored()).hasSize(1);
        assertThat(handled).hasSize(1);
        assertThat(logs.errors()).isEmpty();
    }

    @Test
    void fifty_repeats_at_once_are_one_message() throws Exception {
        CyclicBarrier together = new CyclicBarrier(50);
        List<Callable<Integer>> repeats = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            repeats.add(() -> {
                try (RawHttp http = connect()) {
                    together.await(20, TimeUnit.SECONDS);
                    return http.send(push("d-1")).answer().status();
                }
            });
        }
        for (Future<Integer> status : clients.invokeAll(repeats)) {
            assertThat(status.get()).isEqualTo(200);
        }
        assertThat(stored()).hasSize(1);
        assertThat(handled).hasSize(1);
    }

    @Test
    void no_answer_is_2xx_without_its_message_when_everything_stops_under_load() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean stopping = new AtomicBoolean();
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "d-" + i + "-";
            senders.add(clients.submit(() -> sendUntilStopped(name, acknowledged, stopping)));
        }
        await().until(() -> acknowledged.size() > 40);
        receiver.close();
        stopping.set(true);
        for (Future<?> sender : senders) {
            sender.get(20, TimeUnit.SECONDS);
        }
        container.close();

        Set<String> inTheLog = ConcurrentHashMap.newKeySet();
        handled.forEach(message -> message.providerId().ifPresent(inTheLog::add));
        assertThat(inTheLog).containsAll(acknowledged);
        assertThat(logs.ours(Level.ERROR)).isEmpty();
    }

    private void sendUntilStopped(String name, Set<String> acknowledged, AtomicBoolean stopping) {
        for (int n = 0; !stopping.get(); n++) {
            try {
                int status = exchange(push(name + n)).status();
                if (status == 200) {
                    acknowledged.add(name + n);
                } else {
                    assertThat(status).isEqualTo(503);
                }
            } catch (IOException e) {
                return; // the container has stopped
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void a_request_that_is_under_way_when_the_receiver_closes_is_503() throws Exception {
        byte[] body = bytes("{\"half\":1}");
        try (RawHttp http = connect()) {
            http.send(head("github", "d-1", body) + "Content-Length: " + body.length + "\r\n\r\n{");
            awaitReading();
            receiver.close();
            http.send("\"half\":1}");

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void the_container_lets_a_running_handler_finish_or_drops_the_connection() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        handler = message -> {
            running.countDown();
            stopping.await(10, TimeUnit.SECONDS);
            handled.add(message);
        };
        Future<Integer> status = clients.submit(() -> exchange(push("d-1")).status());
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        Future<?> stop = clients.submit(() -> {
            container.close();
            return null;
        });
        stopping.countDown();
        stop.get(20, TimeUnit.SECONDS);

        try {
            assertThat(status.get(20, TimeUnit.SECONDS)).isIn(200, 500, 503);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
        assertThat(stored()).hasSize(1);
    }

    @Test
    void the_same_servlet_works_again_in_a_container_that_was_stopped() throws Exception {
        WebhookServlet servlet = new WebhookServlet(receiver);
        for (int start = 0; start < 2; start++) {
            register((classes, context) -> {
                ServletRegistration.Dynamic added = context.addServlet("webhooks", servlet);
                added.setAsyncSupported(setup.async());
                added.addMapping("/webhooks/*");
            });
            assertThat(exchange(push("d-" + start)).status()).isEqualTo(200);
        }
        assertThat(logs.ours(Level.ERROR)).isEmpty(); // Undertow may tell of the connections that its stop cut
    }

    @Test
    void a_handler_that_throws_is_500_and_its_repeat_runs_it_again() throws Exception {
        handler = message -> {
            handled.add(message);
            if (handled.size() == 1) {
                throw new IOException("not this time");
            }
        };

        RawHttp.Answer first = exchange(push("d-1"));

        assertThat(first.status()).isEqualTo(500);
        assertThat(first.body()).isEmpty();
        assertThat(exchange(push("d-1")).status()).isEqualTo(200);
        assertThat(stored()).hasSize(1);
        assertThat(handled).hasSize(2);
    }

    @Test
    void handlers_run_on_threads_that_belong_to_the_request() throws Exception {
        List<String> threads = new ArrayList<>();
        handler = message -> threads.add(Thread.currentThread().getName());

        assertThat(exchange(push("d-1")).status()).isEqualTo(200);
        assertThat(threads).singleElement().satisfies(name -> {
            assertThat(name).doesNotContain("I/O");
            assertThat(name.startsWith("webhooks-receive-"))
                    .as("on a thread of the receiver")
                    .isEqualTo(!setup.async());
        });
    }
}
