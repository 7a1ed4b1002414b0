/**
 * Is this request genuine and fresh? Scheme families and their verdict; never an exception for what came from outside.
 */
@NullMarked
package io.github.webhooks4j.verify;

import org.jspecify.annotations.NullMarked;
