/**
 * Durable work: claim, lease, fence, attempt, retry schedule, and the one loop that claims, runs and finishes.
 */
@NullMarked
package io.github.webhooks4j.work;

import org.jspecify.annotations.NullMarked;
