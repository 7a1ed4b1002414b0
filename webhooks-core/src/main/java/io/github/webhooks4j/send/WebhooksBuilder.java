package io.github.webhooks4j.send;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.internal.NodeName;
import io.github.webhooks4j.observe.WebhookListener;
import io.github.webhooks4j.sign.SigningStyle;
import io.github.webhooks4j.sign.SigningStyles;
import io.github.webhooks4j.work.RetrySchedule;
import io.github.webhooks4j.work.WorkLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How sending is set up. Not thread-safe; {@link #build()} tells every fault at once. */
public final class WebhooksBuilder {
    /** Most bytes of a payload: 256 KiB. */
    public static final int DEFAULT_MAX_PAYLOAD = 256 * 1024;

    /** One attempt, everything included: 15 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

    /** How long a claim holds: one minute. */
    public static final Duration DEFAULT_LEASE = WorkLoop.DEFAULT_LEASE;

    /** Requests in flight on this node: 256. */
    public static final int DEFAULT_CONCURRENCY = 256;

    /** Requests in flight to one endpoint, from this node: 16. */
    public static final int DEFAULT_PER_ENDPOINT = 16;

    /** How long finished deliveries are kept: 30 days. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

    /** How often due deliveries are looked for while there are any: every second. */
    public static final Duration DEFAULT_POLL_INTERVAL = WorkLoop.DEFAULT_POLL_INTERVAL;

    /** What is sent as {@code User-Agent}: {@value}. */
    public static final String DEFAULT_USER_AGENT = "webhooks4j";

    final SendStore store;
    final List<EventType> types = new ArrayList<>();
    final List<WebhookListener> listeners = new ArrayList<>();
    final Map<String, SigningStyle> styles = new LinkedHashMap<>(SigningStyles.builtIn());
    Optional<Transport> transport = Optional.empty();
    Optional<String> defaultOwner = Optional.empty();
    MasterKeys masterKeys = MasterKeys.none();
    PayloadWriter payloadWriter = JsonPayloads.WRITER;
    StatusPolicy statusPolicy = StatusPolicy.SUCCESS;
    RetrySchedule schedule = RetrySchedule.DELIVERIES;
    Duration timeout = DEFAULT_TIMEOUT;
    Duration lease = DEFAULT_LEASE;
    Duration pollInterval = DEFAULT_POLL_INTERVAL;
    Duration retention = DEFAULT_RETENTION;
    Duration drain = WorkLoop.DEFAULT_DRAIN;
    int concurrency = DEFAULT_CONCURRENCY;
    int perEndpoint = DEFAULT_PER_ENDPOINT;
    int maxPayload = DEFAULT_MAX_PAYLOAD;
    boolean keepUnheard = true;
    String userAgent = DEFAULT_USER_AGENT;
    String node = NodeName.made();

    WebhooksBuilder(SendStore store) {
        this.store = requireNonNull(store, "store");
    }

    /**
     * What makes the requests.
     *
     * @param value stays open when this sender closes; default: one found by {@link java.util.ServiceLoader}, such
     *     as that of webhooks-http, made when it is first needed
     * @return this builder
     */
    public WebhooksBuilder transport(Transport value) {
        transport = Optional.of(value);
        return this;
    }

    /**
     * Declares event types by their names.
     *
     * @param names more of them; {@value EventTypes#PING} is declared always
     * @return this builder
     * @throws IllegalArgumentException for a name of another form
     */
    public WebhooksBuilder eventTypes(String... names) {
        for (String name : names) {
            types.add(EventType.of(name));
        }
        return this;
    }

    /**
     * Declares event types.
     *
     * @param values more of them
     * @return this builder
     */
    public WebhooksBuilder eventTypes(EventType... values) {
        types.addAll(List.of(values));
        return this;
    }

    /**
     * The owner of events and endpoints that name none, for applications without tenants.
     *
     * @param value 1 to 255 characters; default: none, an owner must be named
     * @return this builder
     */
    public WebhooksBuilder defaultOwner(String value) {
        defaultOwner = Optional.of(value);
        return this;
    }

    /**
     * A signing style that endpoints may choose, or another one under the name of a built-in style.
     *
     * @param name letters, digits and hyphens
     * @param style how to sign
     * @return this builder
     */
    public WebhooksBuilder signing(String name, SigningStyle style) {
        styles.put(requireNonNull(name, "name"), requireNonNull(style, "style"));
        return this;
    }

    /**
     * What the secrets of endpoints are sealed with.
     *
     * @param value default: {@link MasterKeys#none()}, in clear, warned about once
     * @return this builder
     */
    public WebhooksBuilder masterKeys(MasterKeys value) {
        masterKeys = requireNonNull(value, "value");
        return this;
    }

    /**
     * How payloads become bytes.
     *
     * @param value default: JSON by Jackson 2, with the Jackson modules that are found
     * @return this builder
     */
    public WebhooksBuilder payloadWriter(PayloadWriter value) {
        payloadWriter = requireNonNull(value, "value");
        return this;
    }

    /**
     * Which answers count as delivered.
     *
     * @param value default: every 2xx
     * @return this builder
     */
    public WebhooksBuilder statusPolicy(StatusPolicy value) {
        statusPolicy = requireNonNull(value, "value");
        return this;
    }

    /**
     * When failed deliveries are tried again, for endpoints without a schedule of their own.
     *
     * @param value default: {@link RetrySchedule#DELIVERIES}
     * @return this builder
     */
    public WebhooksBuilder schedule(RetrySchedule value) {
        schedule = requireNonNull(value, "value");
        return this;
    }

    /**
     * The one deadline of an attempt: address look-up, connect, TLS, write and read together.
     *
     * @param value 10 milliseconds to 10 minutes; default 15 seconds
     * @return this builder
     */
    public WebhooksBuilder timeout(Duration value) {
        timeout = requireNonNull(value, "value");
        return this;
    }

    /**
     * How long a claim holds: after a crash, its deliveries are tried again when it ends.
     *
     * @param value at least a quarter longer than the timeout; default one minute
     * @return this builder
     */
    public WebhooksBuilder lease(Duration value) {
        lease = requireNonNull(value, "value");
        return this;
    }

    /**
     * How often due deliveries are looked for that this node did not publish itself. When idle for a while, five
     * times as seldom.
     *
     * @param value 10 milliseconds to 1 minute; default one second
     * @return this builder
     */
    public WebhooksBuilder pollInterval(Duration value) {
        pollInterval = requireNonNull(value, "value");
        return this;
    }

    /**
     * How many requests may be in flight on this node. They cost memory, not threads.
     *
     * @param value 1 to 100,000; default {@value #DEFAULT_CONCURRENCY}
     * @return this builder
     */
    public WebhooksBuilder concurrency(int value) {
        concurrency = value;
        return this;
    }

    /**
     * How many requests of this node may be in flight to one endpoint that does not say it itself.
     *
     * @param value 1 to 10,000; default {@value #DEFAULT_PER_ENDPOINT}
     * @return this builder
     */
    public WebhooksBuilder perEndpoint(int value) {
        perEndpoint = value;
        return this;
    }

    /**
     * Most bytes of a payload; publishing more is refused.
     *
     * @param value 1 byte to 16 MiB; default 256 KiB
     * @return this builder
     */
    public WebhooksBuilder maxPayload(int value) {
        maxPayload = value;
        return this;
    }

    /**
     * Whether events that no endpoint wants are stored all the same.
     *
     * @param value default {@code true}
     * @return this builder
     */
    public WebhooksBuilder keepUnheard(boolean value) {
        keepUnheard = value;
        return this;
    }

    /**
     * How long finished deliveries, their attempts and their events are kept.
     *
     * @param value at least a minute; default 30 days
     * @return this builder
     */
    public WebhooksBuilder retention(Duration value) {
        retention = requireNonNull(value, "value");
        return this;
    }

    /**
     * How long {@link DeliveryEngine#close()} waits for requests in flight.
     *
     * @param value zero to 10 minutes; default 20 seconds
     * @return this builder
     */
    public WebhooksBuilder drain(Duration value) {
        drain = requireNonNull(value, "value");
        return this;
    }

    /**
     * What is sent as {@code User-Agent}.
     *
     * @param value 1 to 200 visible ASCII characters and blanks; default {@value #DEFAULT_USER_AGENT}
     * @return this builder
     */
    public WebhooksBuilder userAgent(String value) {
        userAgent = requireNonNull(value, "value");
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param value hears what happens
     * @return this builder
     */
    public WebhooksBuilder listener(WebhookListener value) {
        listeners.add(requireNonNull(value, "value"));
        return this;
    }

    /**
     * What this node is called in attempts.
     *
     * @param value 1 to 100 characters; default: made of the host's name and the process id
     * @return this builder
     */
    public WebhooksBuilder node(String value) {
        node = requireNonNull(value, "value");
        return this;
    }

    /**
     * The sender; nothing is started.
     *
     * @return the sender
     * @throws IllegalArgumentException naming every setting that is not allowed
     */
    public Webhooks build() {
        List<String> faults = SendSettings.faults(this);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("sending: " + String.join("; ", faults));
        }
        return new StoredWebhooks(new SendSettings(this));
    }
}
