package io.github.webhooks4j.receive;

import io.github.webhooks4j.internal.NodeName;
import io.github.webhooks4j.observe.Listeners;
import io.github.webhooks4j.observe.WebhookListener;
import io.github.webhooks4j.verify.Verifier;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects a receiver. A store and at least one source are a must; everything else has a default. Not
 * thread-safe.
 */
public final class WebhookReceiverBuilder {
    /** How many queued messages are handled at the same time on this node: 8. */
    public static final int DEFAULT_HANDLER_THREADS = 8;

    /** How long a claim of a queued message holds: 5 minutes. A handler that takes longer may run twice. */
    public static final Duration DEFAULT_HANDLER_LEASE = Duration.ofMinutes(5);

    /** How often the queue is looked at when nothing wakes it: every second, up to 5 when idle. */
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofSeconds(1);

    /** How long a request waits for the message store: 5 seconds, then 503. */
    public static final Duration DEFAULT_STORE_DEADLINE = Duration.ofSeconds(5);

    /** How often retention runs: every 10 minutes. */
    public static final Duration DEFAULT_PURGE_INTERVAL = Duration.ofMinutes(10);

    /** How long closing waits for what is under way: 10 seconds. */
    public static final Duration DEFAULT_DRAIN_DEADLINE = Duration.ofSeconds(10);

    private static final Duration SHORT_RETENTION = Duration.ofDays(4);
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);

    private final List<SourceBuilder> sources = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<WebhookListener> listeners = new ArrayList<>();
    private @Nullable MessageStore store;
    private PayloadReader payloads = PayloadViews::read;
    private InstantSource clock = InstantSource.system();
    private @Nullable URI publicUrl;
    private String node = NodeName.made();
    private int handlerThreads = DEFAULT_HANDLER_THREADS;
    private Duration handlerLease = DEFAULT_HANDLER_LEASE;
    private Duration pollInterval = DEFAULT_POLL_INTERVAL;
    private Duration storeDeadline = DEFAULT_STORE_DEADLINE;
    private Duration purgeInterval = DEFAULT_PURGE_INTERVAL;
    private Duration drainDeadline = DEFAULT_DRAIN_DEADLINE;

    WebhookReceiverBuilder() {}

    /**
     * Where messages are kept.
     *
     * @param store the store; not closed with the receiver
     * @return this builder
     */
    public WebhookReceiverBuilder store(MessageStore store) {
        this.store = store;
        return this;
    }

    /**
     * Adds a source.
     *
     * @param name path segment and name: lower-case letters, digits, dash, underscore; up to 64
     * @param source fills it in
     * @return this builder
     */
    public WebhookReceiverBuilder source(String name, Consumer<SourceBuilder> source) {
        SourceBuilder builder = new SourceBuilder(name, this::readPayload);
        try {
            source.accept(builder);
        } catch (IllegalArgumentException e) {
            faults.add("source '" + name + "': " + e.getMessage());
        }
        if (sources.stream().anyMatch(other -> other.name.equals(name))) {
            faults.add("source '" + name + "': its name is taken twice");
        }
        sources.add(builder);
        return this;
    }

    /**
     * What reads payloads as objects, instead of Jackson 2 with unknown properties ignored.
     *
     * @param reader such as {@code mapper::readValue}
     * @return this builder
     */
    public WebhookReceiverBuilder payloads(PayloadReader reader) {
        payloads = reader;
        return this;
    }

    /**
     * Hears what happens; may be given several times.
     *
     * @param listener the listener
     * @return this builder
     */
    public WebhookReceiverBuilder listener(WebhookListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Tells the time, for timestamps of signatures and ages of messages; default the system's clock.
     *
     * @param clock the clock
     * @return this builder
     */
    public WebhookReceiverBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /**
     * The base under which senders call this application, for schemes that sign the URL: the request's
     * target is appended to it.
     *
     * @param url scheme and authority, such as {@code https://shop.example}; no path, query or fragment
     * @return this builder
     */
    public WebhookReceiverBuilder publicUrl(URI url) {
        publicUrl = url;
        return this;
    }

    /**
     * The name of this node on attempt rows; default the host's name and the process.
     *
     * @param node 1 to 100 characters
     * @return this builder
     */
    public WebhookReceiverBuilder node(String node) {
        this.node = node;
        return this;
    }

    /**
     * How many queued messages are handled at the same time on this node.
     *
     * @param threads from 1 to 1000; default 8
     * @return this builder
     */
    public WebhookReceiverBuilder handlerThreads(int threads) {
        handlerThreads = threads;
        return this;
    }

    /**
     * How long a claim of a queued message holds. A handler that takes longer, or whose node dies, is
     * followed by a second run.
     *
     * @param lease from 1 second to 1 day; default 5 minutes
     * @return this builder
     */
    public WebhookReceiverBuilder handlerLease(Duration lease) {
        handlerLease = lease;
        return this;
    }

    /**
     * How often the queue is looked at when nothing wakes it.
     *
     * @param interval from 10 ms to 1 minute; default 1 second
     * @return this builder
     */
    public WebhookReceiverBuilder pollInterval(Duration interval) {
        pollInterval = interval;
        return this;
    }

    /**
     * How long a request waits for the message store before it is answered 503.
     *
     * @param deadline from 100 ms to 1 minute; default 5 seconds
     * @return this builder
     */
    public WebhookReceiverBuilder storeDeadline(Duration deadline) {
        storeDeadline = deadline;
        return this;
    }

    /**
     * How often old messages are deleted in the background.
     *
     * @param interval from 1 second to 7 days; default 10 minutes. Zero: never, {@link
     *     WebhookReceiver#purge()} is called from outside
     * @return this builder
     */
    public WebhookReceiverBuilder purgeInterval(Duration interval) {
        purgeInterval = interval;
        return this;
    }

    /**
     * How long closing waits for requests and handlers that are under way.
     *
     * @param deadline from 0 to 10 minutes; default 10 seconds
     * @return this builder
     */
    public WebhookReceiverBuilder drainDeadline(Duration deadline) {
        drainDeadline = deadline;
        return this;
    }

    /**
     * Checks everything and freezes it; starts nothing.
     *
     * @return the receiver, to be started
     * @throws IllegalArgumentException naming every fault of the whole configuration
     */
    public WebhookReceiver build() {
        List<String> found = new ArrayList<>(faults);
        if (store == null) {
            found.add("no message store is set");
        }
        if (sources.isEmpty()) {
            found.add("no source is set");
        }
        for (SourceBuilder source : sources) {
            found.addAll(SourceFaults.of(source, offered()));
        }
        checkSettings(found);
        if (!found.isEmpty() || store == null) {
            throw new IllegalArgumentException(
                    "the webhook receiver is not configured well:\n - " + String.join("\n - ", found));
        }
        Map<String, Source> frozen = new LinkedHashMap<>();
        sources.forEach(source -> frozen.put(source.name, frozen(source)));
        return new WebhookReceiver(new ReceiverSettings(
                store,
                Map.copyOf(frozen),
                new Listeners(listeners),
                clock,
                Optional.ofNullable(publicUrl).map(URI::toString).map(WebhookReceiverBuilder::withoutSlash),
                node,
                handlerThreads,
                handlerLease,
                pollInterval,
                storeDeadline,
                purgeInterval,
                drainDeadline));
    }

    /** Looks the reader up when it is used: it may be set after the sources. */
    private <T> T readPayload(byte[] body, Class<T> type) throws Exception {
        return payloads.read(body, type);
    }

    private static Source frozen(SourceBuilder source) {
        Verifier verifier = source.verifier;
        if (verifier == null) {
            throw new IllegalStateException("checked before");
        }
        if (verifier == Verifier.unverified()) {
            log.info("source is unverified source={} confirmed={}", source.name, source.confirmation != null);
        }
        if (source.retention.compareTo(SHORT_RETENTION) < 0) {
            log.warn(
                    "retention is shorter than senders repeat for source={} retention={} advised={}",
                    source.name,
                    source.retention,
                    SHORT_RETENTION);
        }
        return Source.of(source, verifier);
    }

    private Optional<Class<? extends UnitOfWork>> offered() {
        return store instanceof UnitOfWork.Provider provider
                ? Optional.of(provider.unitOfWorkType())
                : Optional.empty();
    }

    private void checkSettings(List<String> found) {
        if (handlerThreads < 1 || handlerThreads > 1000) {
            found.add("handlerThreads is " + handlerThreads + " but must be from 1 to 1000");
        }
        if (node.isBlank() || node.length() > 100) {
            found.add("node must have 1 to 100 characters");
        }
        if (publicUrl != null && !isBase(publicUrl)) {
            found.add("publicUrl must be http(s)://host[:port] without path, query or fragment");
        }
        between(found, "handlerLease", handlerLease, Duration.ofSeconds(1), Duration.ofDays(1));
        between(found, "pollInterval", pollInterval, Duration.ofMillis(10), Duration.ofMinutes(1));
        between(found, "storeDeadline", storeDeadline, Duration.ofMillis(100), Duration.ofMinutes(1));
        between(found, "drainDeadline", drainDeadline, Duration.ZERO, Duration.ofMinutes(10));
        if (!purgeInterval.isZero()) {
            between(found, "purgeInterval", purgeInterval, Duration.ofSeconds(1), Duration.ofDays(7));
        }
    }

    private static boolean isBase(URI url) {
        String path = url.getRawPath();
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && (path == null || path.isEmpty() || path.equals("/"))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static void between(List<String> found, String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            found.add(setting + " is " + value + " but must be from " + least + " to " + most);
        }
    }
}
