package io.github.webhooks4j.send;

import java.util.Optional;

/**
 * Where master keys come from when the application does not hold them itself, such as a vault.
 *
 * <p>Implementations are thread-safe. They may block and need not keep what they got: {@link MasterKeys#from} does, asks
 * on a thread of its own, and says for how long it waits.
 */
@FunctionalInterface
public interface MasterKeySource {
    /**
     * A key by its name.
     *
     * @param name the key's name
     * @return its 32 bytes, which are copied; absent when there is no key of this name
     * @throws Exception anything: the key cannot be had now
     */
    Optional<byte[]> key(String name) throws Exception;
}
