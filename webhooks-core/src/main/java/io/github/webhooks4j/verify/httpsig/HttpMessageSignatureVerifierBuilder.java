package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.verify.MessageField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects an {@link HttpMessageSignatureVerifier}. Not thread-safe; {@link #build()} may be called more than once. */
public final class HttpMessageSignatureVerifierBuilder {
    private static final List<String> DEFAULT_COMPONENTS = List.of("content-digest", "@method", "@target-uri");

    String name = "http-signature";
    List<HttpSignatureKey> keys = List.of();
    Set<String> required = new LinkedHashSet<>(DEFAULT_COMPONENTS);
    Duration maxAge = HttpMessageSignatureVerifier.DEFAULT_MAX_AGE;
    Optional<MessageField> id = Optional.empty();
    Optional<MessageField> eventType = Optional.empty();

    @Nullable
    String label;

    @Nullable
    NonceMemory nonces;

    HttpMessageSignatureVerifierBuilder() {}

    /**
     * What verdicts and metrics call the scheme. Default {@code http-signature}.
     *
     * @param value the name
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder name(String value) {
        name = value;
        return this;
    }

    /**
     * One key more. Several may have one id, as while a key is changed under its id.
     *
     * @param value the key
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder key(HttpSignatureKey value) {
        List<HttpSignatureKey> all = new ArrayList<>(keys);
        all.add(value);
        keys = List.copyOf(all);
        return this;
    }

    /**
     * The one signature that counts. Default any.
     *
     * @param value its label, such as {@code sig1}
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder label(String value) {
        label = value;
        return this;
    }

    /**
     * What a signature has to cover. Default {@code content-digest}, {@code @method} and {@code @target-uri}. Without
     * {@code content-digest} the body is not bound where the sender does not cover it, and the verdict says so.
     *
     * @param components names of header fields in lower case, and derived components; {@code @target-uri} is also met
     *     by {@code @authority}, {@code @path} and {@code @query} together
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder requiredComponents(String... components) {
        required = new LinkedHashSet<>(List.of(components));
        return this;
    }

    /**
     * How far {@code created} may be from our clock, in either direction, inclusive. Default five minutes.
     *
     * @param value not negative; zero accepts the very instant only
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder maxAge(Duration value) {
        maxAge = value;
        return this;
    }

    /**
     * Demands a {@code nonce} and remembers it. Default: none is demanded, and one that is there is not looked at.
     *
     * @param value the memory
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder nonces(NonceMemory value) {
        nonces = value;
        return this;
    }

    /**
     * Where the message id is. Default: nowhere. It counts as signed when a signature covers it.
     *
     * @param field its place
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder id(MessageField field) {
        id = Optional.of(field);
        return this;
    }

    /**
     * Where the event type is. Default: nowhere. It counts as signed when a signature covers it.
     *
     * @param field its place
     * @return this builder
     */
    public HttpMessageSignatureVerifierBuilder eventType(MessageField field) {
        eventType = Optional.of(field);
        return this;
    }

    /**
     * The verifier.
     *
     * @return the verifier
     * @throws IllegalArgumentException naming every fault
     */
    public HttpMessageSignatureVerifier build() {
        List<String> faults = new ArrayList<>();
        if (name.isBlank()) {
            faults.add("the name is blank");
        }
        if (keys.isEmpty()) {
            faults.add("key: there is none");
        }
        if (maxAge.isNegative()) {
            faults.add("maxAge is " + maxAge + " but must not be negative");
        }
        if (required.isEmpty()) {
            faults.add("requiredComponents: a signature has to cover something");
        }
        for (String component : required) {
            boolean derived = component.startsWith("@");
            boolean known = derived
                    ? SignatureBase.DERIVED.contains(component)
                    : component.equals(component.toLowerCase(Locale.ROOT)) && !component.isBlank();
            if (!known) {
                faults.add("requiredComponents: '" + component + "' is no known component in lower case");
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("HTTP message signatures: " + String.join("; ", faults));
        }
        return new HttpMessageSignatureVerifier(copy());
    }

    private HttpMessageSignatureVerifierBuilder copy() {
        HttpMessageSignatureVerifierBuilder copy = new HttpMessageSignatureVerifierBuilder();
        copy.name = name;
        copy.keys = keys;
        copy.required = required;
        copy.maxAge = maxAge;
        copy.id = id;
        copy.eventType = eventType;
        copy.label = label;
        copy.nonces = nonces;
        return copy;
    }
}
