/**
 * For tests of applications and of stores: a clock to move, and messages to store.
 */
@NullMarked
package io.github.webhooks4j.testkit;

import org.jspecify.annotations.NullMarked;
