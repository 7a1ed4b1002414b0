/**
 * Requests that carry a JSON Web Token: compact and signed (RFC 7515, RFC 7519), by an algorithm and keys that are
 * configured, never by what the token says of itself. Public keys need
 * {@code com.nimbusds:nimbus-jose-jwt}, which is an optional dependency; shared secrets need nothing.
 */
@NullMarked
package io.github.webhooks4j.verify.jwt;

import org.jspecify.annotations.NullMarked;
