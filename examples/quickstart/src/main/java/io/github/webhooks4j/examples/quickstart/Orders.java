package io.github.webhooks4j.examples.quickstart;

import io.github.webhooks4j.send.hook.Hook;
import io.github.webhooks4j.send.hook.Owner;

/** What the shop does with orders; its customers hear of it through their webhooks. */
interface Orders {
    /** What customers are sent. The {@code type} tells a receiver what it is. */
    record Confirmation(String type, String order, long total) {}

    /** Confirms an order; what it returns is published to the customer's endpoints. */
    @Hook("order.confirmed")
    Confirmation confirm(@Owner String customer, String order, long total);
}
