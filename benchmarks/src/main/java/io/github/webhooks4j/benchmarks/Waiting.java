package io.github.webhooks4j.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.DeliveryEngine;
import java.io.PrintStream;
import java.time.Duration;

/**
 * What requests cost that wait for their answers: threads, and live heap above idle.
 *
 * <p>{@code java -cp benchmarks.jar:lib/* io.github.webhooks4j.benchmarks.Waiting JDBC-URL COUNT SECONDS}, on a
 * PostgreSQL database that it may drop all tables of.
 */
public final class Waiting {
    private Waiting() {}

    /**
     * Runs it.
     *
     * @param arguments JDBC URL, how many requests, how long each waits
     * @throws Exception when anything fails
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        Duration wait = Duration.ofSeconds(Long.parseLong(arguments[2]));
        PrintStream out = System.out;
        try (HikariDataSource dataSource = Loopback.dataSource(arguments[0], 4);
                HttpTransport transport = Loopback.transport();
                Receiver receiver = new Receiver(wait.toNanos())) {
            Loopback.empty(dataSource);
            JdbcWebhooks webhooks = Loopback.sender(
                    dataSource,
                    transport,
                    receiver.url(),
                    settings -> settings.concurrency(count)
                            .perEndpoint(count)
                            .timeout(Duration.ofSeconds(60))
                            .lease(Duration.ofSeconds(120)));
            Loopback.publish(webhooks, count);
            long idleHeap = Loopback.heap();
            int idleThreads = Thread.activeCount();
            DeliveryEngine engine = webhooks.startDelivery();
            Drain.perSecond(receiver, System.nanoTime(), count);
            out.printf(
                    "waiting %d requests: threads %d (before %d, the receiver's included), heap %d MB (before %d MB,"
                            + " the receiver's buffers of %d MB included)%n",
                    count,
                    Thread.getAllStackTraces().size(),
                    idleThreads,
                    Loopback.heap(),
                    idleHeap,
                    ((long) count * 8192) >> 20);
            engine.close(wait.plusSeconds(30));
            out.println("delivered "
                    + Loopback.count(dataSource, "SELECT count(*) FROM webhook_delivery WHERE state = 'delivered'"));
        }
        System.exit(0);
    }
}
