/**
 * The message log in the application's own database: {@link io.github.webhooks4j.jdbc.JdbcMessageStore} over a
 * {@code DataSource}, its tables ({@link io.github.webhooks4j.jdbc.WebhookSchema}), and handlers that share its
 * transaction ({@link io.github.webhooks4j.jdbc.JdbcHandlers}); publishing and delivering on it ({@link
 * io.github.webhooks4j.jdbc.JdbcWebhooks}). PostgreSQL and H2.
 */
@NullMarked
package io.github.webhooks4j.jdbc;

import org.jspecify.annotations.NullMarked;
