/** Where the sender may connect: rules for URLs and for addresses, and nothing that connects. */
@NullMarked
package io.github.webhooks4j.send.target;

import org.jspecify.annotations.NullMarked;
