/**
 * From a request to handled application code: source, receiver, message store, dispatcher, handlers.
 */
@NullMarked
package io.github.webhooks4j.receive;

import org.jspecify.annotations.NullMarked;
