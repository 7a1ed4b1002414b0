/**
 * The contract of every seam, as test classes: an implementation extends one, hands over an empty instance, and
 * adds nothing.
 */
@NullMarked
package io.github.webhooks4j.testkit.contract;

import org.jspecify.annotations.NullMarked;
