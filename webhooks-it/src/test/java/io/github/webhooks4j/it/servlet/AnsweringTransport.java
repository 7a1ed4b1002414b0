package io.github.webhooks4j.it.servlet;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.Transport;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Dials nobody: keeps what it was to send, and gives one answer to all. Refuses URLs that are no https. */
final class AnsweringTransport implements Transport {
    final List<OutboundRequest> sent = new CopyOnWriteArrayList<>();
    volatile int status = 200;
    volatile byte[] body = "thank you".getBytes(StandardCharsets.UTF_8);

    @Override
    public TargetVerdict check(String url) {
        return url.startsWith("https://")
                ? new TargetVerdict.Allowed(true, URI.create(url).getHost(), 443, Optional.empty())
                : new TargetVerdict.Refused("the scheme must be https");
    }

    @Override
    public CompletionStage<TransportResult> send(OutboundRequest request) {
        sent.add(request);
        return CompletableFuture.completedFuture(new TransportResult.Answered(
                status, Headers.of("X-Answered-By", "test"), body, false, Duration.ofMillis(3)));
    }

    @Override
    public void close() {}
}
