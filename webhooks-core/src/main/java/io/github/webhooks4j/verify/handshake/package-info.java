/**
 * Requests by which a provider asks whether an address is really ours: they are answered and deliver nothing.
 */
@NullMarked
package io.github.webhooks4j.verify.handshake;

import org.jspecify.annotations.NullMarked;
