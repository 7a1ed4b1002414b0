package io.github.webhooks4j.benchmarks;

import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import javax.sql.DataSource;

/** Drains with this library. */
final class WebhooksDrain {
    private final DataSource dataSource;
    private final HttpTransport transport;

    WebhooksDrain(DataSource dataSource, HttpTransport transport) {
        this.dataSource = dataSource;
        this.transport = transport;
    }

    Drain.Rate perSecond(int count) throws Exception {
        try (Receiver receiver = new Receiver(0);
                JdbcWebhooks webhooks = Loopback.sender(
                        dataSource,
                        transport,
                        receiver.url(),
                        settings -> settings.concurrency(Drain.IN_FLIGHT).perEndpoint(Drain.IN_FLIGHT))) {
            Loopback.publish(webhooks, count);
            return Drain.rate(receiver, count, () -> webhooks.startDelivery()::close);
        }
    }
}
