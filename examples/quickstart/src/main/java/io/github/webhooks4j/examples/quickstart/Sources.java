package io.github.webhooks4j.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.jdbc.JdbcHandlers;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.SourceBuilder;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.PerRequestVerifier;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Slack;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Token;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

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

    private final Shop shop;
    private final Bank bank;
    private final List<Secret> own;

    /** Takes the secrets of our own deliveries too; more of them may come later. */
    Sources(Shop shop, Bank bank, List<Secret> own) {
        this.shop = shop;
        this.bank = bank;
        this.own = own;
    }

    WebhookReceiver receiver(MessageStore store, InstantSource clock) {
        return WebhookReceiver.builder()
                .store(store)
                .clock(clock)
                .pollInterval(Duration.ofMillis(100))
                .source("github", this::github)
                .source("stripe", this::stripe)
                .source("slack", this::slack)
                .source("standard", this::standard)
                .source("payments", this::payments)
                .source("warehouse", this::warehouse)
                .source("own", this::own)
                .build();
    }

    /** {@code POST /webhooks/github}: one type of event, as an object; the others are ignored. */
    private void github(SourceBuilder source) {
        source.verifier(GitHub.verifier(GITHUB)).on("push", Push.class, push -> shop.deploy(push.payload()));
    }

    /** {@code POST /webhooks/stripe}: the booking and the mark "handled" commit together, or not at all. */
    private void stripe(SourceBuilder source) {
        source.verifier(Stripe.verifier(STRIPE));
        source.on("invoice.paid", InvoicePaid.class, JdbcHandlers.inTransaction(shop::book));
    }

    /** {@code POST /webhooks/slack}: a form; the type of a slash command is its name. */
    private void slack(SourceBuilder source) {
        source.verifier(Slack.verifier(SLACK))
                .on("/webhook-collect", message -> shop.collect(message.form("user_name")));
    }

    /** {@code POST /webhooks/standard}: whatever type it has, as a JSON tree. */
    private void standard(SourceBuilder source) {
        source.verifier(StandardWebhooks.verifier(STANDARD_WEBHOOKS));
        source.onAny(
                JsonNode.class,
                message -> shop.count(message.payload().path("test").asLong()));
    }

    /** {@code GET /webhooks/payments?id=…}: nothing is signed, so the bank is asked before anything happens. */
    private void payments(SourceBuilder source) {
        source.methods("GET").verifier(Verifier.unverified()).idFrom(MessageField.query("id"));
        source.confirm(message -> bank.isPaid(message.query("id")));
        source.onAny(message -> shop.release(message.query("id")));
    }

    /** {@code POST /webhooks/warehouse}: answered first, handled after that, again until it works or is given up. */
    private void warehouse(SourceBuilder source) {
        source.verifier(Token.verifier(WAREHOUSE_HEADER, WAREHOUSE));
        source.idFrom(MessageField.json("id")).eventTypeFrom(MessageField.json("type"));
        source.queued().retry(RetrySchedule.of(Duration.ofMillis(50), Duration.ofMillis(100)));
        source.on("parcel.*", message -> shop.ship(message.attempts()));
    }

    /** {@code POST /webhooks/own}: what this application's own sender delivers. */
    private void own(SourceBuilder source) {
        source.verifier(PerRequestVerifier.of(StandardWebhooks.scheme(), head -> own));
        source.on("order.confirmed", Orders.Confirmation.class, order -> shop.confirmed(order.payload()));
    }
}
