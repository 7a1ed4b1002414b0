/** What annotated methods return becomes events. */
@NullMarked
package io.github.webhooks4j.send.hook;

import org.jspecify.annotations.NullMarked;
