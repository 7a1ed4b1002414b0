package io.github.webhooks4j.examples.quickstart;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.jdbc.JdbcHandlers;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Slack;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Token;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Who may send here, and what happens with it: everything that an application tells the library.
 *
 * <p>The secrets are the published ones of the providers' own documentation, so that anybody can check the
 * signatures. In an application: {@code Secret.env("GITHUB_WEBHOOK_SECRET")}.
 */
final class Sources {
    static final Secret GITHUB = Secret.of("It's a Secret to Everybody");
    static final Secret STRIPE = Secret.of("whsec_test_secret");
    static final Secret SLACK = Secret.of("8f742231b10e8888abcd99yyyzzz85a5");
    static final Secret STANDARD_WEBHOOKS = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    static final Secret WAREHOUSE = Secret.of("token-of-the-warehouse");
    static final String WAREHOUSE_HEADER = "X-Warehouse-Token";

    private Sources() {}

    static WebhookReceiver receiver(MessageStore store, InstantSource clock, Shop shop, Bank bank) {
        return WebhookReceiver.builder()
                .store(store)
                .clock(clock)
                .pollInterval(Duration.ofMillis(100))

                // POST /webhooks/github: the payload as an object, for one type of event; others are ignored.
                .source(
                        "github",
                        source -> source.verifier(GitHub.verifier(GITHUB))
                                .on("push", Push.class, push -> shop.deploy(push.payload())))

                // POST /webhooks/stripe: the booking and the mark "handled" commit together, or not at all.
                .source(
                        "stripe",
                        source -> source.verifier(Stripe.verifier(STRIPE))
                                .on(
                                        "invoice.paid",
                                        InvoicePaid.class,
                                        JdbcHandlers.inTransaction(
                                                (event, connection) -> shop.book(connection, event.payload()))))

                // POST /webhooks/slack: a form; the type of a slash command is its name.
                .source(
                        "slack",
                        source -> source.verifier(Slack.verifier(SLACK))
                                .on(
                                        "/webhook-collect",
                                        message -> shop.collect(
                                                message.form("user_name").orElseThrow())))

                // POST /webhooks/standard: whatever type it has, as a JSON tree.
                .source(
                        "standard",
                        source -> source.verifier(StandardWebhooks.verifier(STANDARD_WEBHOOKS))
                                .onAny(message ->
                                        shop.count(message.json().path("test").asLong())))

                // GET /webhooks/payments?id=…: nothing is signed, so the bank is asked before anything happens.
                .source(
                        "payments",
                        source -> source.methods("GET")
                                .verifier(Verifier.unverified())
                                .idFrom(MessageField.query("id"))
                                .confirm(message ->
                                        bank.isPaid(message.query("id").orElse("")))
                                .onAny(message ->
                                        shop.release(message.query("id").orElseThrow())))

                // POST /webhooks/warehouse: answered first, handled after that, again and again until it works.
                .source(
                        "warehouse",
                        source -> source.verifier(Token.verifier(WAREHOUSE_HEADER, WAREHOUSE))
                                .idFrom(MessageField.json("id"))
                                .eventTypeFrom(MessageField.json("type"))
                                .queued()
                                .retry(RetrySchedule.of(Duration.ofMillis(50), Duration.ofMillis(100)))
                                .on("parcel.*", message -> shop.ship(message.attempts())))
                .build();
    }
}
