package io.github.webhooks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FakeTransportTest {
    private static final String URL = "https://example.test/hook";
    private static final byte[] BODY = {0, -1, 7};

    private final MutableClock clock = new MutableClock(NewEvents.PUBLISHED_AT);
    private final FakeTransport transport = new FakeTransport(clock);

    private CompletableFuture<TransportResult> send(String url) {
        Headers headers = Headers.of("X-A", "1", "X-A", "2");
        return transport
                .send(new OutboundRequest(url, headers, BODY, Duration.ofSeconds(15)))
                .toCompletableFuture();
    }

    @Test
    void a_request_is_written_down_and_answered_204() {
        assertThat(send(URL)).isCompletedWithValueMatching(result -> status(result) == 204);
        clock.advance(Duration.ofSeconds(1));
        send("https://example.test/other");

        assertThat(transport.sent()).hasSize(2);
        FakeTransport.Sent first = transport.sent(URL).get(0);
        assertThat(first.url()).isEqualTo(URL);
        assertThat(first.headers().all("x-a")).containsExactly("1", "2");
        assertThat(first.body()).isEqualTo(BODY);
        assertThat(first.timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(first.at()).isEqualTo(NewEvents.PUBLISHED_AT);
        assertThat(first.toString()).doesNotContain("example.test");
        assertThat(transport.inFlight()).isZero();
        assertThat(transport.mostInFlight()).isEqualTo(1);
    }

    private static int status(TransportResult result) {
        return ((TransportResult.Answered) result).status();
    }

    @Test
    void results_come_as_scripted_and_the_last_one_goes_on() {
        TransportResult busy = FakeTransport.answer(503, Headers.of("Retry-After", "5"), BODY);
        TransportResult reset = FakeTransport.failure(ErrorKind.RESET);
        transport.script(URL, busy, reset, FakeTransport.status(200));

        assertThat(send(URL)).isCompletedWithValue(busy);
        assertThat(send(URL)).isCompletedWithValue(reset);
        assertThat(send(URL)).isCompletedWithValueMatching(result -> status(result) == 200);
        assertThat(send(URL)).isCompletedWithValueMatching(result -> status(result) == 200);
        assertThat(send(URL + "2")).isCompletedWithValueMatching(result -> status(result) == 204);
    }

    @Test
    void what_hangs_is_in_flight_until_it_is_released() {
        transport.hang(URL);
        CompletableFuture<TransportResult> one = send(URL);
        CompletableFuture<TransportResult> two = send(URL);
        send(URL + "2");

        assertThat(one).isNotDone();
        assertThat(transport.inFlight()).isEqualTo(2);
        assertThat(transport.release(URL + "2", FakeTransport.status(200))).isZero();
        assertThat(transport.release(URL, FakeTransport.status(200))).isEqualTo(2);

        assertThat(two).isCompletedWithValueMatching(result -> status(result) == 200);
        assertThat(transport.inFlight()).isZero();
        send(URL + "2");
        assertThat(transport.mostInFlight()).isEqualTo(3);
        assertThat(transport.release(URL, FakeTransport.status(200))).isZero();
    }

    @Test
    void closing_fails_what_hangs_and_what_comes_later() {
        transport.hang(URL);
        CompletableFuture<TransportResult> open = send(URL);

        transport.close();

        for (CompletableFuture<TransportResult> cut : List.of(open, send(URL), send(URL + "2"))) {
            assertThat(cut)
                    .isCompletedWithValueMatching(result ->
                            result instanceof TransportResult.Failed failed && failed.kind() == ErrorKind.RESET);
        }
    }

    @Test
    void results_are_handed_over_on_the_executor() {
        List<Runnable> waiting = new ArrayList<>();
        FakeTransport later = new FakeTransport(clock, waiting::add);
        CompletableFuture<TransportResult> result = later.send(
                        new OutboundRequest(URL, Headers.empty(), BODY, Duration.ofSeconds(1)))
                .toCompletableFuture();

        assertThat(result).isNotDone();
        assertThat(later.inFlight()).isEqualTo(1);
        waiting.forEach(Runnable::run);
        assertThat(result).isCompleted();
        assertThat(later.inFlight()).isZero();
    }

    @Test
    void urls_are_allowed_until_refused() {
        assertThat(transport.check("https://Example.test/a"))
                .isEqualTo(new TargetVerdict.Allowed(true, "example.test", 443, Optional.empty()));
        assertThat(transport.check("http://example.test:8080/"))
                .isEqualTo(new TargetVerdict.Allowed(false, "example.test", 8080, Optional.empty()));

        transport.refuse(URL, "not there");

        assertThat(transport.check(URL)).isEqualTo(new TargetVerdict.Refused("not there"));
    }
}
