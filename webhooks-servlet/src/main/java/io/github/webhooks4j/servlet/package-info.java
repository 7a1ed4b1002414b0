/**
 * Adapts a {@link io.github.webhooks4j.receive.WebhookReceiver} to any Jakarta servlet container: {@link
 * io.github.webhooks4j.servlet.WebhookServlet}. Reading a body within size and time, and writing an answer;
 * what the answer is gets decided in {@code io.github.webhooks4j.receive}.
 *
 * <p>{@link io.github.webhooks4j.servlet.WebhookManagementServlet} is the management API: endpoints, events, deliveries
 * and the received log, closed unless an {@link io.github.webhooks4j.servlet.ApiAuthorizer} opens it.
 */
@NullMarked
package io.github.webhooks4j.servlet;

import org.jspecify.annotations.NullMarked;
