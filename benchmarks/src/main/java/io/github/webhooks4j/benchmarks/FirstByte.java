package io.github.webhooks4j.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.DeliveryEngine;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long it takes from {@code publish} to the request at an idle endpoint, in one JVM where the commit is seen.
 *
 * <p>{@code java -cp benchmarks.jar:lib/* io.github.webhooks4j.benchmarks.FirstByte JDBC-URL COUNT}, on a PostgreSQL
 * database that it may drop all tables of.
 */
public final class FirstByte {
    private FirstByte() {}

    /**
     * Runs it.
     *
     * @param arguments JDBC URL, how many times
     * @throws Exception when anything fails
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        PrintStream out = System.out;
        try (HikariDataSource dataSource = Loopback.dataSource(arguments[0], 8);
                HttpTransport transport = Loopback.transport();
                Receiver receiver = new Receiver(0)) {
            Loopback.empty(dataSource);
            JdbcWebhooks webhooks = Loopback.sender(dataSource, transport, receiver.url(), settings -> {});
            DeliveryEngine engine = webhooks.startDelivery();
            double[] millis = new double[count];
            for (int i = -count / 2; i < count; i++) {
                long before = receiver.requests();
                long start = System.nanoTime();
                var unused = webhooks.publish(Loopback.event(i));
                while (receiver.requests() == before) {
                    Thread.sleep(0, 100_000);
                }
                if (i >= 0) {
                    millis[i] = (receiver.lastNanos() - start) / 1e6;
                }
                Thread.sleep(20);
            }
            engine.close();
            Arrays.sort(millis);
            out.printf(
                    Locale.ROOT,
                    "publish to request, ms: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f (of %d)%n",
                    millis[count / 2],
                    millis[count * 9 / 10],
                    millis[count * 99 / 100],
                    millis[count - 1],
                    count);
        }
        System.exit(0);
    }
}
