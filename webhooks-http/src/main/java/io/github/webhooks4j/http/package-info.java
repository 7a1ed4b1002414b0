/** The transport: one POST over HTTP/1.1, dialled only where the target policy allows, within one deadline. */
@NullMarked
package io.github.webhooks4j.http;

import org.jspecify.annotations.NullMarked;
