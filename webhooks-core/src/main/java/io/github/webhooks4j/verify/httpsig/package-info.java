/** HTTP message signatures (RFC 9421) over what a digest of the body (RFC 9530) vouches for. */
@NullMarked
package io.github.webhooks4j.verify.httpsig;

import org.jspecify.annotations.NullMarked;
