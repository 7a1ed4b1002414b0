package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.Verifier;
import java.util.Map;

/**
 * Any HMAC, described by options in text, for a sender that has no preset. In code, {@link HmacScheme#builder} says
 * more.
 *
 * <table>
 * <caption>Options</caption>
 * <tr><th>name</th><th>value</th><th>default</th></tr>
 * <tr><td>{@code header}</td><td>the header field that carries the signature</td><td>required</td></tr>
 * <tr><td>{@code prefix}</td><td>the text before the signature, such as {@code sha256=}</td><td>none</td></tr>
 * <tr><td>{@code delimiter}</td><td>the one character between several signatures, {@code space} for a blank; with
 * {@code timestamp-key}, between the pairs</td><td>one signature</td></tr>
 * <tr><td>{@code algorithm}</td><td>{@code sha1}, {@code sha256}, {@code sha384}, {@code sha512}</td>
 * <td>{@code sha256}</td></tr>
 * <tr><td>{@code encoding}</td><td>{@code hex}, {@code base64}, {@code base64url}</td><td>{@code hex}</td></tr>
 * <tr><td>{@code key}</td><td>how the secret is read: {@code utf8}, {@code base64}, {@code hex}</td>
 * <td>{@code utf8}</td></tr>
 * <tr><td>{@code key-prefix}</td><td>stripped from a Base64 secret, such as {@code whsec_}</td><td>none</td></tr>
 * <tr><td>{@code template}</td><td>what is signed, as {@link io.github.webhooks4j.verify.HmacSchemeBuilder#template}
 * has it</td><td><code>{body}</code></td></tr>
 * <tr><td>{@code timestamp}</td><td>where the time is, such as {@code header:X-Time} or {@code json:sent_at}</td>
 * <td>none</td></tr>
 * <tr><td>{@code timestamp-key}</td><td>the key of a time beside the signature, such as {@code t}; the key of
 * signatures is then {@code prefix} without its equals sign</td><td>none</td></tr>
 * <tr><td>{@code timestamp-format}</td><td>{@code seconds}, {@code milliseconds}, {@code rfc3339},
 * {@code http-date}</td><td>{@code seconds}</td></tr>
 * <tr><td>{@code tolerance}</td><td>an ISO-8601 duration</td><td>{@code PT5M}</td></tr>
 * <tr><td>{@code id}, {@code type}</td><td>where id and event type are, such as {@code header:X-Id} or
 * {@code json:event.type}; a place may also be {@code query:} or {@code form:}</td><td>none</td></tr>
 * <tr><td>{@code content-key}</td><td>{@code true} when bodies of distinct events differ: a repeat is told by its
 * content</td><td>{@code false}</td></tr>
 * </table>
 */
public final class Hmac {
    private Hmac() {}

    /**
     * Verifies requests as the options say.
     *
     * @param options values by name
     * @param current the secret in use
     * @param previous secrets that are still accepted
     * @return the verifier
     * @throws IllegalArgumentException naming every fault of the options, or for a secret that is not of their form
     */
    public static Verifier verifier(Map<String, String> options, Secret current, Secret... previous) {
        return HmacVerifier.of(scheme(options), current, previous);
    }

    /**
     * How such a sender signs, for a signer.
     *
     * @param options values by name
     * @return the scheme
     * @throws IllegalArgumentException naming every fault of the options
     */
    public static HmacScheme scheme(Map<String, String> options) {
        return new HmacOptions(options).scheme();
    }
}
