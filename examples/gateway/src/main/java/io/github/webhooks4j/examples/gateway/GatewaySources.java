package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.SourceBuilder;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.receive.WebhookReceiverBuilder;
import java.net.URI;

/** Makes the receiver of the configured sources. */
final class GatewaySources {
    private GatewaySources() {}

    static WebhookReceiver receiver(GatewayConfig config, MessageStore store, URI publicUrl) {
        WebhookReceiverBuilder receiver = WebhookReceiver.builder().store(store).publicUrl(publicUrl);
        for (SourceConfig source : config.sources()) {
            receiver.source(source.name(), builder -> configure(builder, source, config));
        }
        return receiver.build();
    }

    private static void configure(SourceBuilder builder, SourceConfig source, GatewayConfig config) {
        builder.verifier(source.verifier())
                .methods(source.methods().toArray(String[]::new))
                .maxBody(config.maxBody())
                .inlineDeadline(config.inlineDeadline())
                .retention(config.retention())
                .onAny(source.handler());
        if (source.queued()) {
            builder.queued();
        }
    }
}
