package io.github.webhooks4j.verify;

import java.util.ArrayList;
import java.util.List;

/** Collects a {@link PublicKeyScheme}. Not thread-safe; {@link #build()} may be called more than once. */
public final class PublicKeySchemeBuilder extends SignatureSchemeBuilder<PublicKeySchemeBuilder> {
    PublicKeyAlgorithm algorithm = PublicKeyAlgorithm.ED25519;

    PublicKeySchemeBuilder(String name) {
        super(name);
    }

    /**
     * How the key signs. Default Ed25519.
     *
     * @param value the algorithm
     * @return this builder
     */
    public PublicKeySchemeBuilder algorithm(PublicKeyAlgorithm value) {
        algorithm = value;
        return this;
    }

    /**
     * The scheme.
     *
     * @return the scheme
     * @throws IllegalArgumentException naming every fault
     */
    public PublicKeyScheme build() {
        List<String> faults = new ArrayList<>();
        Template parsed = check(faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("public-key scheme '" + name + "': " + String.join("; ", faults));
        }
        return new PublicKeyScheme(copy(), parsed);
    }

    PublicKeySchemeBuilder copy() {
        PublicKeySchemeBuilder copy = new PublicKeySchemeBuilder(name);
        copy.takeOver(this);
        copy.algorithm = algorithm;
        return copy;
    }

    @Override
    PublicKeySchemeBuilder self() {
        return this;
    }
}
