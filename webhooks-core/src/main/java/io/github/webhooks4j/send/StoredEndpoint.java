package io.github.webhooks4j.send;

import java.util.List;

/**
 * An endpoint as it is kept.
 *
 * @param endpoint what everybody may see
 * @param secrets sealed, the newest first
 * @param version counts changes: a change of an older version is refused
 */
public record StoredEndpoint(Endpoint endpoint, List<SealedSecret> secrets, long version) {
    /**
     * Keeps a copy of the secrets.
     *
     * @param endpoint what everybody may see
     * @param secrets sealed
     * @param version counts changes
     */
    public StoredEndpoint {
        secrets = List.copyOf(secrets);
    }
}
