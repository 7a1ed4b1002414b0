package io.github.webhooks4j.verify;

import java.util.ArrayList;
import java.util.List;

/** Collects an {@link HmacScheme}. Not thread-safe; {@link #build()} may be called more than once. */
public final class HmacSchemeBuilder extends SignatureSchemeBuilder<HmacSchemeBuilder> {
    HmacHash hash = HmacHash.SHA256;
    KeyForm keyForm = KeyForm.utf8();

    HmacSchemeBuilder(String name) {
        super(name);
    }

    /**
     * The hash. Default SHA-256.
     *
     * @param value the hash
     * @return this builder
     */
    public HmacSchemeBuilder hash(HmacHash value) {
        hash = value;
        return this;
    }

    /**
     * How the secret's text becomes the key. Default its UTF-8 bytes.
     *
     * @param value the form
     * @return this builder
     */
    public HmacSchemeBuilder key(KeyForm value) {
        keyForm = value;
        return this;
    }

    /**
     * The scheme.
     *
     * @return the scheme
     * @throws IllegalArgumentException naming every fault
     */
    public HmacScheme build() {
        List<String> faults = new ArrayList<>();
        Template parsed = check(faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("HMAC scheme '" + name + "': " + String.join("; ", faults));
        }
        return new HmacScheme(copy(), parsed);
    }

    HmacSchemeBuilder copy() {
        HmacSchemeBuilder copy = new HmacSchemeBuilder(name);
        copy.takeOver(this);
        copy.hash = hash;
        copy.keyForm = keyForm;
        return copy;
    }

    @Override
    HmacSchemeBuilder self() {
        return this;
    }
}
