/** The main job on real input: start at {@link io.github.webhooks4j.examples.quickstart.Quickstart}. */
@NullMarked
package io.github.webhooks4j.examples.quickstart;

import org.jspecify.annotations.NullMarked;
