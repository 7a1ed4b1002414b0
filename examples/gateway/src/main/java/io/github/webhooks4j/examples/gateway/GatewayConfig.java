package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.send.WebhooksBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that can be configured, checked. */
record GatewayConfig(
        String host,
        int port,
        Optional<URI> publicUrl,
        DatabaseConfig database,
        Optional<Secret> apiToken,
        List<SourceConfig> sources,
        int maxBody,
        Duration inlineDeadline,
        Duration retention,
        SendingConfig sending) {
    private static final int MOST_BODY = 256 * 1024 * 1024;
    private static final int MOST_PUBLISHED = 16 * 1024 * 1024;

    /**
     * Reads file and environment.
     *
     * @throws ConfigurationException with every fault
     */
    static GatewayConfig read(Optional<Path> file, Map<String, String> environment) throws ConfigurationException {
        Settings settings = Settings.read(file, environment);
        Values values = new Values(settings);
        Optional<URI> publicUrl = values.url(Key.PUBLIC_URL);
        GatewayConfig config = new GatewayConfig(
                values.textOrFault(Key.HTTP_HOST),
                values.number(Key.HTTP_PORT, 0, 65_535),
                publicUrl,
                database(values),
                values.secret(Key.API_TOKEN),
                sources(settings, publicUrl),
                values.size(Key.RECEIVE_MAX_BODY, MOST_BODY),
                values.duration(Key.RECEIVE_INLINE_DEADLINE, Duration.ofMillis(100), Duration.ofMinutes(10)),
                values.duration(Key.RECEIVE_RETENTION, Duration.ofSeconds(1), Duration.ofDays(36_500)),
                SendingConfig.read(values));
        config.checkPublishing(values);
        if (!settings.faults().isEmpty()) {
            throw new ConfigurationException(settings.faults());
        }
        return config;
    }

    private static DatabaseConfig database(Values values) {
        String url = values.textOrFault(Key.DATABASE_URL);
        if (!url.isEmpty() && !DatabaseConfig.isKnown(url)) {
            values.fault(Key.DATABASE_URL, "must begin with jdbc:h2: or jdbc:postgresql:");
        }
        return new DatabaseConfig(
                url,
                values.text(Key.DATABASE_USER),
                values.text(Key.DATABASE_PASSWORD),
                values.number(Key.DATABASE_POOL, 1, 1000));
    }

    private static List<SourceConfig> sources(Settings settings, Optional<URI> publicUrl) {
        List<SourceConfig> sources = new ArrayList<>();
        settings.sources()
                .forEach((name, options) -> SourceConfig.of(name, options, publicUrl, settings.faults())
                        .ifPresent(sources::add));
        return sources;
    }

    /** A source can publish only what is declared, and what the sender can take. */
    private void checkPublishing(Values values) {
        for (SourceConfig source : sources) {
            Optional<String> type = source.handler().publishedType();
            if (type.filter(name -> !sending.eventTypes().contains(name)).isPresent()) {
                values.fault(Key.EVENT_TYPES, "lacks " + type.get() + ", which source " + source.name() + " publishes");
            }
            if (type.isPresent() && maxBody > MOST_PUBLISHED) {
                values.fault(Key.RECEIVE_MAX_BODY, "must be at most 16MiB, for source " + source.name() + " publishes");
            }
        }
    }

    /** The largest payload: what the library has, or what a source may have to publish. */
    int maxPayload() {
        return Math.min(MOST_PUBLISHED, Math.max(WebhooksBuilder.DEFAULT_MAX_PAYLOAD, maxBody));
    }
}
