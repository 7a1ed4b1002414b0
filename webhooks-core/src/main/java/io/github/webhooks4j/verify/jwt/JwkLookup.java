package io.github.webhooks4j.verify.jwt;

import java.io.IOException;
import java.util.Optional;

/** Finds a public key by its id, for providers that hand keys out one by one, to who has credentials. */
@FunctionalInterface
public interface JwkLookup {
    /**
     * Finds a key. What it finds is kept for a while, see {@link io.github.webhooks4j.verify.key.KeyCache}.
     *
     * @param kid the id that a token names, 1 to 256 characters that anybody may have chosen
     * @return the key as a JSON Web Key (RFC 7517); empty when the provider knows none of this id
     * @throws IOException when the provider cannot be asked now; its message is logged
     */
    Optional<String> find(String kid) throws IOException;
}
