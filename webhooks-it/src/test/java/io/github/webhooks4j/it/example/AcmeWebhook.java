package io.github.webhooks4j.it.example;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.verify.provider.Token;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application that is told of events by Acme, which shows a token in a header and signs nothing. */
final class AcmeWebhook {
    static final String HEADER = "Acme-Webhook-Token";

    private final List<String> processed = new CopyOnWriteArrayList<>();
    private final WebhookReceiver receiver;

    /** Store, clock and token come from outside: a test brings its own. */
    AcmeWebhook(MessageStore store, InstantSource clock, Secret token) {
        receiver = WebhookReceiver.builder()
                .store(store)
                .clock(clock)
                .source(
                        "acme",
                        source -> source.verifier(Token.verifier(HEADER, token)).onAny(this::process))
                .build();
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    /** What it was told, in order. */
    List<String> processed() {
        return processed;
    }

    private void process(Message message) {
        processed.add(message.json().path("this").asText());
    }
}
