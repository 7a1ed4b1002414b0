/**
 * The presets: one small class per provider, and the look-up by name.
 */
@NullMarked
package io.github.webhooks4j.verify.provider;

import org.jspecify.annotations.NullMarked;
