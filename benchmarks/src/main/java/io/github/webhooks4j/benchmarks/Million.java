package io.github.webhooks4j.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.DeliveryEngine;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Publishes many events while they are delivered, and compares the attempt log with what the receiver has counted.
 *
 * <p>{@code java -Xmx256m -cp benchmarks.jar:lib/* io.github.webhooks4j.benchmarks.Million JDBC-URL COUNT}, on a
 * PostgreSQL database that it may drop all tables of. Exit code 0 when each event was delivered exactly once.
 */
public final class Million {
    private Million() {}

    /**
     * Runs it.
     *
     * @param arguments JDBC URL, how many events
     * @throws Exception when anything fails
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        try (HikariDataSource dataSource = Loopback.dataSource(arguments[0], 8);
                HttpTransport transport = Loopback.transport();
                Receiver receiver = new Receiver(0)) {
            Loopback.empty(dataSource);
            JdbcWebhooks webhooks = Loopback.sender(
                    dataSource,
                    transport,
                    receiver.url(),
                    settings -> settings.concurrency(1000).perEndpoint(1000));
            long start = System.nanoTime();
            DeliveryEngine engine = webhooks.startDelivery();
            Loopback.publish(webhooks, count);
            Drain.perSecond(receiver, start, count);
            engine.close();
            System.exit(isEqual(dataSource, receiver, count, start) ? 0 : 1);
        }
    }

    private static boolean isEqual(HikariDataSource dataSource, Receiver receiver, int count, long start)
            throws Exception {
        PrintStream out = System.out;
        long delivered = Loopback.count(
                dataSource, "SELECT count(*) FROM webhook_delivery WHERE state = 'delivered' AND attempts = 1");
        long attempts = Loopback.count(
                dataSource,
                "SELECT count(*) FROM webhook_delivery_attempt WHERE outcome = 'delivered' AND status = 204");
        long all = Loopback.count(dataSource, "SELECT count(*) FROM webhook_delivery_attempt");
        out.printf(
                Locale.ROOT,
                "events %d, requests %d, delivered at the first attempt %d, attempts %d (delivered %d), %.0f s,"
                        + " heap limit %d MB%n",
                count,
                receiver.requests(),
                delivered,
                all,
                attempts,
                (receiver.lastNanos() - start) / 1e9,
                Runtime.getRuntime().maxMemory() >> 20);
        return receiver.requests() == count && delivered == count && attempts == count && all == count;
    }
}
