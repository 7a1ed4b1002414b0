package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.httpsig.Member.Bytes;
import io.github.webhooks4j.verify.httpsig.Member.InnerList;
import io.github.webhooks4j.verify.httpsig.Member.Item;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Signs requests as {@link HttpMessageSignatureVerifier} verifies them: its mirror. Immutable; each method that sets
 * something returns a copy.
 */
public final class HttpMessageSigner {
    private final String keyId;
    private final UnaryOperator<byte[]> signing;
    private final String label;
    private final List<String> components;
    private final Optional<String> nonce;

    private HttpMessageSigner(
            String keyId,
            UnaryOperator<byte[]> signing,
            String label,
            List<String> components,
            Optional<String> nonce) {
        this.keyId = keyId;
        this.signing = signing;
        this.label = label;
        this.components = components;
        this.nonce = nonce;
    }

    private static HttpMessageSigner of(String keyId, UnaryOperator<byte[]> signing) {
        return new HttpMessageSigner(
                keyId, signing, "sig1", List.of("@method", "@target-uri", "content-digest"), Optional.empty());
    }

    /**
     * With a private key.
     *
     * @param keyId by which the receiver knows its public key
     * @param algorithm any but {@link HttpSignatureAlgorithm#HMAC_SHA256}
     * @param key a private key of the algorithm
     * @return a signer that covers {@code @method}, {@code @target-uri} and {@code content-digest}, under {@code sig1}
     * @throws IllegalArgumentException when the algorithm takes a shared secret
     */
    public static HttpMessageSigner privateKey(String keyId, HttpSignatureAlgorithm algorithm, PrivateKey key) {
        var with = algorithm
                .publicKey()
                .orElseThrow(() -> new IllegalArgumentException(
                        algorithm.registeredName() + " takes a shared secret and no private key"));
        return of(keyId, base -> with.sign(key, base));
    }

    /**
     * With a shared secret, by {@link HttpSignatureAlgorithm#HMAC_SHA256}.
     *
     * @param keyId by which the receiver knows it
     * @param secret the secret
     * @param form how its text becomes the key
     * @return a signer that covers {@code @method}, {@code @target-uri} and {@code content-digest}, under {@code sig1}
     * @throws IllegalArgumentException for a secret that cannot be read so or is empty then
     */
    public static HttpMessageSigner sharedSecret(String keyId, Secret secret, KeyForm form) {
        byte[] key = form.keys(secret).get(0);
        return of(keyId, base -> HmacSha256.of(key, base));
    }

    /**
     * Under another label than {@code sig1}.
     *
     * @param value the label
     * @return the copy
     */
    public HttpMessageSigner label(String value) {
        return new HttpMessageSigner(keyId, signing, value, components, nonce);
    }

    /**
     * What is covered.
     *
     * @param names header fields in lower case, and derived components
     * @return the copy
     */
    public HttpMessageSigner components(String... names) {
        return new HttpMessageSigner(keyId, signing, label, List.of(names), nonce);
    }

    /**
     * With a nonce.
     *
     * @param value another one for each request
     * @return the copy
     */
    public HttpMessageSigner nonce(String value) {
        return new HttpMessageSigner(keyId, signing, label, components, Optional.of(value));
    }

    /**
     * The header fields to add: {@code Content-Digest} where it is covered and not there yet, {@code Signature-Input}
     * and {@code Signature}.
     *
     * @param request what will be sent, with its external URL; read, never changed
     * @param created the time of signing
     * @return the fields to add
     * @throws IllegalArgumentException when something is missing that is covered, or cannot be signed
     */
    public Headers sign(WebhookRequest request, Instant created) {
        Headers.Builder added = Headers.builder();
        WebhookRequest digested = request;
        if (components.contains("content-digest") && !request.headers().contains(ContentDigest.HEADER)) {
            String digest = ContentDigest.of(request.body());
            added.add(ContentDigest.HEADER, digest);
            digested = with(request, digest);
        }
        InnerList input = new InnerList(
                components.stream().map(name -> new Item(name, Map.of())).toList(), parameters(created));
        SignatureBase reading = new SignatureBase(digested);
        byte[] base = reading.of(input);
        if (base == null) {
            throw new IllegalArgumentException(
                    "something that is covered is missing or cannot be signed: " + reading.refusal());
        }
        return added.add("Signature-Input", label + "=" + input)
                .add("Signature", label + "=" + Bytes.of(signing.apply(base)))
                .build();
    }

    private static WebhookRequest with(WebhookRequest request, String digest) {
        RequestHead head = RequestHead.of(
                request.head().method(),
                request.head().target(),
                request.headers().with(ContentDigest.HEADER, digest));
        return new WebhookRequest(
                request.head().externalUrl().map(head::withExternalUrl).orElse(head), request.body());
    }

    private Map<String, Object> parameters(Instant created) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("created", created.getEpochSecond());
        nonce.ifPresent(value -> parameters.put("nonce", value));
        parameters.put("keyid", keyId);
        return parameters;
    }

    /** Tells key id and components. */
    @Override
    public String toString() {
        return "HttpMessageSigner[" + keyId + ", "
                + Stream.of(label, components).toList() + "]";
    }
}
