package io.github.webhooks4j.benchmarks;

import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.DeliveryEngine;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Event;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Drains with this library. */
final class WebhooksDrain {
    private static final int PUBLISHED_AT_ONCE = 500;

    private final DataSource dataSource;
    private final HttpTransport transport;

    WebhooksDrain(DataSource dataSource, HttpTransport transport) {
        this.dataSource = dataSource;
        this.transport = transport;
    }

    double perSecond(int count) throws Exception {
        try (Receiver receiver = new Receiver(0);
                JdbcWebhooks webhooks = JdbcWebhooks.builder(dataSource)
                        .createTables(true)
                        .transport(transport)
                        .eventTypes("order.paid")
                        .sending(settings -> settings.concurrency(Integer.getInteger("c", 512)).perEndpoint(Integer.getInteger("p", 512)))
                        .build()) {
            var unused = webhooks.endpoints()
                    .register(EndpointSpec.to(receiver.url()).owner("acme").events("order.*"))
                    .registered();
            publish(webhooks, count);
            long start = System.nanoTime();
            DeliveryEngine engine = webhooks.startDelivery();
            try {
                return Drain.perSecond(receiver, start, count);
            } finally {
                engine.close();
            }
        }
    }

    private static void publish(JdbcWebhooks webhooks, int count) {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(Event.ofBytes("order.paid", Event.JSON, Drain.payload(i)).owner("acme"));
            if (batch.size() == PUBLISHED_AT_ONCE || i == count - 1) {
                var unused = webhooks.publishAll(batch);
                batch.clear();
            }
        }
    }
}
