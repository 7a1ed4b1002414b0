/**
 * What nobody else should touch: not exported, free to change.
 */
@NullMarked
package io.github.webhooks4j.internal;

import org.jspecify.annotations.NullMarked;
