/**
 * Where public keys and certificates come from when the provider publishes them: fetching within bounds, and
 * keeping what was fetched.
 */
@NullMarked
package io.github.webhooks4j.verify.key;

import org.jspecify.annotations.NullMarked;
