/** The library beside its peers. */
@NullMarked
package io.github.webhooks4j.benchmarks;

import org.jspecify.annotations.NullMarked;
