package io.github.webhooks4j.send;

import io.github.webhooks4j.observe.Listeners;
import io.github.webhooks4j.sign.SigningStyle;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of sending, checked and frozen. */
final class SendSettings {
    private static final int MAX_PAYLOAD = 16 * 1024 * 1024;

    final EndpointStore endpoints;
    final OutboxStore outbox;
    final EventTypes eventTypes = new EventTypes();
    final Listeners listeners;
    final Map<String, SigningStyle> styles;
    final Optional<Transport> transport;
    final Optional<String> defaultOwner;
    final MasterKeys masterKeys;
    final PayloadWriter payloadWriter;
    final StatusPolicy statusPolicy;
    final RetrySchedule schedule;
    final Duration timeout;
    final Duration lease;
    final Duration pollInterval;
    final Duration retention;
    final Duration drain;
    final int concurrency;
    final int perEndpoint;
    final int maxPayload;
    final boolean keepUnheard;
    final String userAgent;
    final String node;

    SendSettings(WebhooksBuilder from) {
        endpoints = from.store.endpoints();
        outbox = from.store.outbox();
        from.types.forEach(eventTypes::declare);
        listeners = new Listeners(from.listeners);
        styles = Map.copyOf(from.styles);
        transport = from.transport;
        defaultOwner = from.defaultOwner;
        masterKeys = from.masterKeys;
        payloadWriter = from.payloadWriter;
        statusPolicy = from.statusPolicy;
        schedule = from.schedule;
        timeout = from.timeout;
        lease = from.lease;
        pollInterval = from.pollInterval;
        retention = from.retention;
        drain = from.drain;
        concurrency = from.concurrency;
        perEndpoint = from.perEndpoint;
        maxPayload = from.maxPayload;
        keepUnheard = from.keepUnheard;
        userAgent = from.userAgent;
        node = from.node;
    }

    static List<String> faults(WebhooksBuilder from) {
        List<String> faults = new ArrayList<>();
        between(faults, "timeout", from.timeout, Duration.ofMillis(10), Duration.ofMinutes(10));
        if (from.lease.compareTo(from.timeout.plus(from.timeout.dividedBy(4))) < 0) {
            faults.add("lease is " + from.lease + " but must be at least a quarter longer than the timeout ("
                    + from.timeout + ")");
        }
        between(faults, "pollInterval", from.pollInterval, Duration.ofMillis(10), Duration.ofMinutes(1));
        between(faults, "retention", from.retention, Duration.ofMinutes(1), Duration.ofDays(36_500));
        between(faults, "drain", from.drain, Duration.ZERO, Duration.ofMinutes(10));
        between(faults, "concurrency", from.concurrency, 100_000);
        between(faults, "perEndpoint", from.perEndpoint, 10_000);
        between(faults, "maxPayload", from.maxPayload, MAX_PAYLOAD);
        texts(from, faults);
        return faults;
    }

    private static void texts(WebhooksBuilder from, List<String> faults) {
        from.defaultOwner.flatMap(Texts::nameFault).ifPresent(fault -> faults.add("defaultOwner " + fault));
        if (from.node.isBlank() || from.node.length() > 100 || !Texts.isPrintable(from.node)) {
            faults.add("node must be 1 to 100 printable characters");
        }
        if (from.userAgent.isBlank() || from.userAgent.length() > 200 || !Texts.isHeaderText(from.userAgent)) {
            faults.add("userAgent must be 1 to 200 ASCII characters without controls");
        }
        for (String style : from.styles.keySet()) {
            if (!style.matches("[a-z0-9][a-z0-9-]{0,49}")) {
                faults.add("signing style '" + style + "' must be lower-case letters, digits and hyphens, at most 50");
            }
        }
    }

    private static void between(List<String> faults, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            faults.add(name + " is " + value + " but must be from " + least + " to " + most);
        }
    }

    private static void between(List<String> faults, String name, int value, int most) {
        if (value < 1 || value > most) {
            faults.add(name + " is " + value + " but must be from 1 to " + most);
        }
    }
}
