package io.github.webhooks4j.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.http.HttpTransport;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How fast a backlog drains: this library with everything on (signing, HTTP, attempt rows) beside db-scheduler doing
 * the same signed POST over the same HTTP client and writing the same attempt row; by turns, in one run.
 *
 * <p>{@code java -cp benchmarks.jar:lib/* io.github.webhooks4j.benchmarks.Drain JDBC-URL COUNT ROUNDS}, on a
 * PostgreSQL database that it may drop all tables of.
 */
public final class Drain {
    /** Threads of db-scheduler, each of which waits for its answer. */
    static final int THREADS = Integer.getInteger("threads", 50);

    /** Requests in flight of webhooks4j, which take no thread. */
    static final int IN_FLIGHT = Integer.getInteger("inFlight", 1000);

    /** Leaves db-scheduler out, to look closer at webhooks4j. */
    private static final boolean ONLY_OURS = Boolean.getBoolean("onlyOurs");

    /** How fast, and the processor time of one delivery in microseconds: of this process and of the database. */
    record Rate(double perSecond, double process, double database) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f/s (cpu %.0f + %.0f us)", perSecond, process, database);
        }
    }

    private Drain() {}

    /**
     * Runs it.
     *
     * @param arguments JDBC URL, how many deliveries, how many rounds
     * @throws Exception when anything fails
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        PrintStream out = System.out;
        List<Double> ratios = new ArrayList<>();
        try (HikariDataSource dataSource = Loopback.dataSource(arguments[0], THREADS + 4);
                HttpTransport transport = Loopback.transport()) {
            for (int round = 0; round <= rounds; round++) {
                Loopback.empty(dataSource);
                Rate ours = new WebhooksDrain(dataSource, transport).perSecond(count);
                Loopback.empty(dataSource);
                Rate peer = ONLY_OURS ? ours : new DbSchedulerDrain(dataSource, transport).perSecond(count);
                double ratio = ours.perSecond() / peer.perSecond();
                out.printf(
                        Locale.ROOT,
                        "%s webhooks4j %s  db-scheduler %s  ratio %.2f%n",
                        round == 0 ? "(warm-up)" : "round " + round + ":",
                        ours,
                        peer,
                        ratio);
                if (round > 0) {
                    ratios.add(ratio);
                }
            }
        }
        ratios.sort(Double::compare);
        out.printf(
                Locale.ROOT,
                "ratio: min %.2f, median %.2f, max %.2f%n",
                ratios.get(0),
                ratios.get(ratios.size() / 2),
                ratios.get(ratios.size() - 1));
        System.exit(0);
    }

    /** About 1 KB of JSON. */
    static byte[] payload(int number) {
        return ("{\"type\":\"order.paid\",\"order\":" + number + ",\"note\":\"" + "x".repeat(970) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Starts a sender, waits until the receiver has had that many, ends the sender, and tells the rate. */
    static Rate rate(Receiver receiver, int count, Supplier<Runnable> start) throws InterruptedException {
        Cpu before = Cpu.now();
        long started = System.nanoTime();
        Runnable end = start.get();
        double perSecond;
        try {
            perSecond = perSecond(receiver, started, count);
        } finally {
            end.run();
        }
        Cpu used = Cpu.now().since(before);
        return new Rate(perSecond, used.process() / count * 1e6, used.database() / count * 1e6);
    }

    /** Waits until the receiver has had that many, and tells the rate. */
    static double perSecond(Receiver receiver, long start, int count) throws InterruptedException {
        while (receiver.requests() < count) {
            Thread.sleep(5);
        }
        return count / ((receiver.lastNanos() - start) / 1e9);
    }
}
