package io.github.webhooks4j.receive;

import io.github.webhooks4j.observe.WebhookListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A receiver's configuration, checked and frozen: what {@link WebhookReceiverBuilder} collected. */
record ReceiverSettings(
        MessageStore store,
        Map<String, Source> sources,
        WebhookListener listener,
        InstantSource clock,
        Optional<String> publicUrl,
        String node,
        int handlerThreads,
        Duration handlerLease,
        Duration pollInterval,
        Duration storeDeadline,
        Duration purgeInterval,
        Duration drainDeadline) {}
