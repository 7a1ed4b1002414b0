/** Statements, transactions and the gathering writer behind the store: not exported, free to change. */
@NullMarked
package io.github.webhooks4j.jdbc.internal;

import org.jspecify.annotations.NullMarked;
