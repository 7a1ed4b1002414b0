package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;

/**
 * Plivo, version 3 of its signature: <a
 * href="https://www.plivo.com/docs/voice/concepts/signature-validation">Signature validation</a>, and what Plivo's
 * own libraries do where that page is silent.
 *
 * <p>{@code X-Plivo-Signature-V3}, of the account or subaccount that owns what was called, and {@code
 * X-Plivo-Signature-Ma-V3}, always of the main account: each a list of signatures between commas, one per auth token in
 * use. Any of them may match any of the tokens. Base64, HMAC-SHA-256 with the auth token over the URL without its query;
 * if there is a query or a form, a question mark; the decoded query, sorted, as {@code name=value} with {@code &}
 * between; if there are both, a dot; the decoded form, sorted, with nothing between names and values; a dot; and {@code
 * X-Plivo-Signature-V3-Nonce}. A body must be a form, and a GET has none, for nothing would sign it. The URL is the one
 * that the receiver is configured with, its path exactly as it arrived.
 *
 * <p><b>Signed:</b> the URL and the nonce, which may hold no dot, so that it is never taken for the end of a form. Query
 * and form are signed decoded, without anything that tells where a field ends: whoever saw a request can cut its text
 * into other fields, or move fields between the query and the form. {@link
 * io.github.webhooks4j.verify.Verified#bodyBound()} is {@code false}. <b>Not signed:</b> the method, and any time: the
 * nonce is none. What was recorded and is sent again, cut however, has the same {@link
 * io.github.webhooks4j.verify.Verified#contentKey()}, which is over the signed text with its nonce. It does not find
 * what Plivo signs anew, for the same input of a caller twice makes the same form, and is no repeat.
 *
 * <p>There is no id: {@code CallUUID} and {@code MessageUUID} are the same in every request of one call or message. The
 * event type is the field {@code Event} of the form, or of the query of a GET, which callbacks of voice have.
 */
public final class Plivo {
    private Plivo() {}

    /**
     * Verifies requests of Plivo.
     *
     * @param current the auth token in use, of the account or of the subaccount
     * @param previous auth tokens that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException for a secret that cannot be one of Plivo
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        return new PlivoVerifier(current, previous);
    }
}
