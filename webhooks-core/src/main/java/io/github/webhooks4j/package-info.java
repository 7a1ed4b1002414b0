/**
 * The words that receiving and sending share: {@link io.github.webhooks4j.Headers}, {@link
 * io.github.webhooks4j.Secret}, the request as verifiers see it, and the one unchecked exception for
 * infrastructure that failed. Values only: nothing here does I/O.
 */
@NullMarked
package io.github.webhooks4j;

import org.jspecify.annotations.NullMarked;
