/**
 * The mirror of verifying: how an outgoing request is signed.
 */
@NullMarked
package io.github.webhooks4j.sign;

import org.jspecify.annotations.NullMarked;
