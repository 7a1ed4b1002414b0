package io.github.webhooks4j.examples.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Receives real webhooks over HTTP and sends some, and shows what became of each. {@link Sources} and {@link Orders}
 * are what an application writes; {@link Application} starts it; this class and {@link Sending} drive and compare.
 *
 * <p>Exit code 0 when everything came out as expected, 1 when not. With {@code -Dserve} it stays up and
 * prints requests to try.
 */
public final class Quickstart {
    private final AtomicReference<Duration> clockShift = new AtomicReference<>(Duration.ZERO);
    private final Table table = new Table();
    private final LocalProvider provider;
    private final Application application;
    private final Sender sender;

    private Quickstart(LocalProvider provider) throws Exception {
        this.provider = provider;
        application = Application.start(() -> Instant.now().plus(clockShift.get()), new Bank(provider.uri()));
        sender = new Sender(application, table);
    }

    /**
     * Runs it.
     *
     * @param arguments none
     * @throws Exception when it could not even start
     */
    public static void main(String[] arguments) throws Exception {
        boolean asExpected = run(System.out, System.getProperty("serve") != null);
        System.exit(asExpected ? 0 : 1);
    }

    /** Sends everything, prints the table, and tells whether every outcome was as expected. */
    static boolean run(PrintStream out, boolean serve) throws Exception {
        try (LocalProvider provider = new LocalProvider()) {
            Quickstart quickstart = new Quickstart(provider);
            try (Application application = quickstart.application) {
                quickstart.sendAll();
                quickstart.table.print(out);
                boolean received = quickstart.isAsExpected(out);
                boolean sent = quickstart.send(out);
                boolean asExpected = received && sent;
                out.println(asExpected ? "Every outcome is as expected." : "NOT every outcome is as expected.");
                if (serve) {
                    ToTry.print(out, application.webhooks());
                    new CountDownLatch(1).await();
                }
                return asExpected;
            }
        }
    }

    private void sendAll() throws Exception {
        sender.send("GitHub's documented example", Deliveries.documentedExample(), new Outcome(200, "ignored", 0, 0));
        sender.send("a GitHub push", Deliveries.push(), new Outcome(200, "handled", 1, 1));
        sender.send("the same push again", Deliveries.push(), new Outcome(200, "handled", 1, 0));
        sender.send("a forged push", Deliveries.forgedPush(), new Outcome(401, Outcome.NOTHING, 0, 0));
        sender.send("a Stripe event", Deliveries.invoicePaid(), new Outcome(200, "handled", 1, 1));
        sender.send("the same event again", Deliveries.invoicePaid(), new Outcome(200, "handled", 1, 0));
        sender.send("a Slack slash command", Deliveries.slashCommand(), new Outcome(200, "handled", 1, 1));
        sender.send("a Standard Webhooks message", Deliveries.standardWebhook(), new Outcome(200, "handled", 1, 1));
        sendPayments();
        sender.send("handled later, fails twice", Deliveries.parcel(), new Outcome(200, "handled", 3, 3));
        sendOldMessage();
    }

    private void sendPayments() throws Exception {
        provider.paid("1001");
        sender.send("a payment that is true", Deliveries.payment("1001"), new Outcome(200, "handled", 1, 1));
        sender.send("a payment still open", Deliveries.payment("1002"), new Outcome(200, "refused", 1, 0));
        provider.paid("1002");
        sender.send("again, paid by now", Deliveries.payment("1002"), new Outcome(200, "handled", 2, 1));
        provider.paid("1003");
        provider.reachable(false);
        sender.send("a payment, bank unreachable", Deliveries.payment("1003"), new Outcome(503, "failed", 1, 0));
        provider.reachable(true);
        sender.send("again, bank reachable", Deliveries.payment("1003"), new Outcome(200, "handled", 2, 1));
    }

    private void sendOldMessage() throws Exception {
        clockShift.set(Duration.ofDays(-8));
        sender.send("a push, eight days ago", Deliveries.anotherPush(), new Outcome(200, "handled", 1, 1));
        clockShift.set(Duration.ZERO);
        application.receiver().purge();
        sender.look("after old messages are purged", Deliveries.anotherPush(), Outcome.NOT_IN_LOG);
    }

    private boolean isAsExpected(PrintStream out) throws Exception {
        int bookings = application.shop().bookings();
        out.println();
        out.println("Stripe's payment is booked " + bookings + " time(s), for 2 requests.");
        return table.isAsExpected() && bookings == 1;
    }

    private boolean send(PrintStream out) throws Exception {
        try (Customer customer = new Customer()) {
            return new Sending(application).run(out, customer);
        }
    }
}
