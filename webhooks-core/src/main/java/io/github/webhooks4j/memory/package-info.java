/**
 * In-memory stores: the reference behaviour, and the first to pass the contracts.
 */
@NullMarked
package io.github.webhooks4j.memory;

import org.jspecify.annotations.NullMarked;
