/**
 * For tests of applications and of stores: a clock to move, requests to sign, messages to store,
 * receivers that misbehave.
 */
@NullMarked
package io.github.webhooks4j.testkit;

import org.jspecify.annotations.NullMarked;
