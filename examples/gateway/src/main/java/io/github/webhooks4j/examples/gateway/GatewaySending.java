package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.Transport;
import javax.sql.DataSource;

/** Makes the sender as configured. */
final class GatewaySending {
    private GatewaySending() {}

    static HttpTransport transport(SendingConfig config) {
        return HttpTransport.builder().targetPolicy(config.targets()).build();
    }

    static JdbcWebhooks webhooks(GatewayConfig config, DataSource dataSource, Transport transport) {
        SendingConfig sending = config.sending();
        return JdbcWebhooks.builder(dataSource)
                .createTables(true)
                .transport(transport)
                .eventTypes(sending.eventTypes().toArray(String[]::new))
                .masterKeys(sending.masterKeys())
                .sending(builder -> builder.schedule(sending.schedule())
                        .timeout(sending.timeout())
                        .lease(sending.lease())
                        .concurrency(sending.concurrency())
                        .perEndpoint(sending.perEndpoint())
                        .maxPayload(config.maxPayload()))
                .build();
    }
}
