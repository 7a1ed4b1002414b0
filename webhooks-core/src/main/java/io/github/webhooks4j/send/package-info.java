/**
 * Sending: events are published in the caller's transaction, fanned out to endpoints, signed, delivered, retried
 * and logged.
 */
@NullMarked
package io.github.webhooks4j.send;

import org.jspecify.annotations.NullMarked;
