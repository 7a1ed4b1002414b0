package io.github.webhooks4j.examples.quickstart;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointResult;
import io.github.webhooks4j.send.EndpointSpec;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The sending half: publishes from a hook, to three endpoints, and shows every attempt. */
final class Sending {
    private static final String CUSTOMER = "acme";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Application application;
    private final JdbcWebhooks webhooks;
    private final Orders orders;
    private final Map<UUID, String> names = new LinkedHashMap<>();
    private final List<String> notAsExpected = new ArrayList<>();

    Sending(Application application) {
        this.application = application;
        webhooks = application.sender();
        orders = webhooks.hooks().wrap(Orders.class, application.orderBook());
    }

    /** Runs it, prints what became of every delivery, and tells whether all of it was as expected. */
    boolean run(PrintStream out, Customer customer) throws Exception {
        Endpoint healthy = register("healthy", application.webhooks() + "/own");
        register("flaky", customer.url("/flaky"));
        Endpoint gone = register("gone", customer.url("/gone"));

        confirm("4711");
        rolledBack("4712");
        expect(
                "the rolled back order is not in the table",
                application.orderBook().count() == 1);
        awaitStates("after the first order", List.of("flaky DELIVERED 3", "gone DEAD 1", "healthy DELIVERED 1"));

        application.ownSecrets().add(rotate(healthy));
        confirm("4713");
        awaitStates(
                "after the secret was rotated",
                List.of(
                        "flaky DELIVERED 1",
                        "flaky DELIVERED 3",
                        "gone DEAD 1",
                        "gone HELD 0",
                        "healthy DELIVERED 1",
                        "healthy DELIVERED 1"));

        customer.comeBack();
        var unused = webhooks.endpoints().enable(gone.id());
        expect("the dead delivery is due again", webhooks.deliveries().redeliver(dead(gone)));
        awaitStates(
                "after the customer came back",
                List.of(
                        "flaky DELIVERED 1",
                        "flaky DELIVERED 3",
                        "gone DELIVERED 1",
                        "gone DELIVERED 2",
                        "healthy DELIVERED 1",
                        "healthy DELIVERED 1"));
        expect("our own receiver took both", isTrueSoon(() -> application.shop().confirmations() == 2));
        print(out);
        return notAsExpected.isEmpty();
    }

    private Endpoint register(String name, String url) {
        EndpointSpec spec =
                EndpointSpec.to(url).owner(CUSTOMER).events("order.*").description(name);
        EndpointResult.Registered registered =
                webhooks.endpoints().register(spec).registered();
        names.put(registered.endpoint().id(), name);
        if (name.equals("healthy")) {
            application.ownSecrets().add(registered.secret()); // shown once: the receiver keeps it
        }
        return registered.endpoint();
    }

    /** From here on the old and the new secret sign. */
    private Secret rotate(Endpoint endpoint) {
        return webhooks.endpoints().rotateSecret(endpoint.id()).rotated().secret();
    }

    /** The order and its event commit together. */
    private void confirm(String order) {
        Orders.Confirmation confirmed = webhooks.inTransaction(connection -> {
            application.orderBook().writeOn(connection);
            return orders.confirm(CUSTOMER, order, 1200);
        });
        expect("the hook still returns its result", confirmed.order().equals(order));
    }

    /** Neither the order nor the event is there. */
    private void rolledBack(String order) {
        try {
            webhooks.inTransaction(connection -> {
                application.orderBook().writeOn(connection);
                orders.confirm(CUSTOMER, order, 1200);
                throw new IllegalStateException("the card was declined");
            });
        } catch (IllegalStateException declined) {
            expect("the roll-back is told", "the card was declined".equals(declined.getMessage()));
        }
    }

    private UUID dead(Endpoint endpoint) {
        DeliveryQuery query = DeliveryQuery.all().toEndpoint(endpoint.id()).inState(DeliveryState.DEAD);
        return webhooks.deliveries().list(query).items().get(0).id();
    }

    private void awaitStates(String when, List<String> expected) throws InterruptedException {
        if (!isTrueSoon(() -> states().equals(expected))) {
            notAsExpected.add(when + ": expected " + expected + ", was " + states());
        }
    }

    private List<String> states() {
        return deliveries().stream()
                .map(delivery -> names.get(delivery.endpoint()) + " " + delivery.state() + " " + delivery.attempts())
                .sorted()
                .toList();
    }

    private List<Delivery> deliveries() {
        return webhooks.deliveries().list(DeliveryQuery.all().ofOwner(CUSTOMER)).items();
    }

    private void expect(String what, boolean holds) {
        if (!holds) {
            notAsExpected.add("not so: " + what);
        }
    }

    private static boolean isTrueSoon(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return condition.getAsBoolean();
    }

    private void print(PrintStream out) {
        out.println();
        out.println("what was sent, one line for each delivery:");
        for (Delivery delivery : deliveries()) {
            out.printf(
                    "%-8s  %-16s  %-9s  %s%n",
                    names.get(delivery.endpoint()),
                    delivery.eventType(),
                    delivery.state().word(),
                    webhooks.deliveries().attempts(delivery.id()).stream()
                            .map(Sending::attempt)
                            .collect(Collectors.joining(", ")));
        }
        notAsExpected.forEach(out::println);
    }

    private static String attempt(DeliveryAttempt attempt) {
        return attempt.number() + ": "
                + attempt.status().map(String::valueOf).orElse(attempt.outcome().word());
    }
}
