/**
 * What happened, as records to a listener.
 */
@NullMarked
package io.github.webhooks4j.observe;

import org.jspecify.annotations.NullMarked;
