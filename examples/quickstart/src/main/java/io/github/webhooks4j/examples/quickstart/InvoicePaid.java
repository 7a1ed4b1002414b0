package io.github.webhooks4j.examples.quickstart;

/** What this application reads of Stripe's {@code invoice.paid} event. */
record InvoicePaid(String id, Data data) {
    record Data(Invoice object) {}

    record Invoice(String number, String currency, long total) {}
}
