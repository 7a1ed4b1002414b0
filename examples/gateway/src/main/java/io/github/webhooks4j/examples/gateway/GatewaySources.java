package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.SourceBuilder;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.receive.WebhookReceiverBuilder;
import io.github.webhooks4j.verify.handshake.Handshake;
import java.net.URI;
import java.util.Optional;

/** Makes the receiver of the configured sources; without any there is nothing to receive. */
final class GatewaySources {
    private GatewaySources() {}

    static Optional<WebhookReceiver> receiver(
            GatewayConfig config, MessageStore store, JdbcWebhooks webhooks, URI publicUrl) {
        if (config.sources().isEmpty()) {
            return Optional.empty();
        }
        WebhookReceiverBuilder receiver = WebhookReceiver.builder().store(store).publicUrl(publicUrl);
        for (SourceConfig source : config.sources()) {
            receiver.source(source.name(), builder -> configure(builder, source, config, webhooks));
        }
        return Optional.of(receiver.build());
    }

    private static void configure(
            SourceBuilder builder, SourceConfig source, GatewayConfig config, JdbcWebhooks webhooks) {
        builder.verifier(source.verifier())
                .handshake(source.handshakes().toArray(Handshake[]::new))
                .methods(source.methods().toArray(String[]::new))
                .maxBody(config.maxBody())
                .inlineDeadline(config.inlineDeadline())
                .retention(config.retention());
        source.handler().addTo(builder, source.name(), webhooks);
        if (source.queued()) {
            builder.queued();
        }
    }
}
