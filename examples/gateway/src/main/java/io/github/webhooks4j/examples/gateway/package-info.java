/**
 * The library as a small runnable server: configuration and wiring only. Start at {@link
 * io.github.webhooks4j.examples.gateway.Gateway}.
 */
@NullMarked
package io.github.webhooks4j.examples.gateway;

import org.jspecify.annotations.NullMarked;
