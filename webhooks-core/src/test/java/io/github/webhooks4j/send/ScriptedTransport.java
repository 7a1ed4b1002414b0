package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Makes no request: writes down what was to be sent, and answers as a test says; 200 at once otherwise. */
final class ScriptedTransport implements Transport {
    final List<OutboundRequest> requests = new CopyOnWriteArrayList<>();
    final List<String> checked = new CopyOnWriteArrayList<>();
    final Map<String, Integer> mostInFlight = new ConcurrentHashMap<>();
    final AtomicInteger closed = new AtomicInteger();
    volatile Function<OutboundRequest, CompletionStage<TransportResult>> script = request -> answer(200);
    volatile Optional<String> refusal = Optional.empty();
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();

    static CompletionStage<TransportResult> answer(int status, String... headers) {
        return CompletableFuture.completedFuture(answered(status, headers));
    }

    static TransportResult answered(int status, String... headers) {
        return new TransportResult.Answered(status, Headers.of(headers), new byte[0], false, Duration.ofMillis(3));
    }

    static CompletionStage<TransportResult> never() {
        return new CompletableFuture<>();
    }

    List<OutboundRequest> to(String url) {
        return requests.stream().filter(request -> request.url().equals(url)).toList();
    }

    @Override
    public TargetVerdict check(String url) {
        checked.add(url);
        return refusal.<TargetVerdict>map(TargetVerdict.Refused::new)
                .orElse(new TargetVerdict.Allowed(true, "shop.example", 443, Optional.empty()));
    }

    @Override
    public CompletionStage<TransportResult> send(OutboundRequest request) {
        AtomicInteger mine = inFlight.computeIfAbsent(request.url(), url -> new AtomicInteger());
        mostInFlight.merge(request.url(), mine.incrementAndGet(), Math::max);
        requests.add(request);
        CompletableFuture<TransportResult> result = new CompletableFuture<>();
        CompletionStage<TransportResult> answer = script.apply(request);
        if (answer == null) {
            return null; // a defect on purpose
        }
        answer.whenComplete((answered, failure) -> {
            mine.decrementAndGet();
            if (failure == null) {
                result.complete(answered);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
