package io.github.webhooks4j.send;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Goes through all endpoints and seals their secrets with the current master key. */
final class Resealing {
    private static final int PAGE = 200;
    private static final int TRIES = 5;

    private final SendSettings settings;

    Resealing(SendSettings settings) {
        this.settings = settings;
    }

    int run() {
        int rewritten = 0;
        Optional<UUID> after = Optional.empty();
        List<StoredEndpoint> page = settings.endpoints.scan(after, PAGE);
        while (!page.isEmpty()) {
            for (StoredEndpoint endpoint : page) {
                rewritten += reseal(endpoint) ? 1 : 0;
            }
            after = Optional.of(page.get(page.size() - 1).endpoint().id());
            page = settings.endpoints.scan(after, PAGE);
        }
        return rewritten;
    }

    /** Somebody who rotates meanwhile wins, and what he wrote is looked at again. */
    private boolean reseal(StoredEndpoint read) {
        Optional<StoredEndpoint> endpoint = Optional.of(read);
        for (int i = 0; i < TRIES && endpoint.isPresent() && !isCurrent(endpoint.get()); i++) {
            if (settings.endpoints.update(resealed(endpoint.get())) instanceof EndpointStore.Written.Done) {
                return true;
            }
            endpoint = settings.endpoints.find(read.endpoint().id());
        }
        return false;
    }

    private boolean isCurrent(StoredEndpoint endpoint) {
        return endpoint.secrets().stream().allMatch(secret -> settings.masterKeys.isCurrent(secret.sealed()));
    }

    private StoredEndpoint resealed(StoredEndpoint endpoint) {
        UUID id = endpoint.endpoint().id();
        List<SealedSecret> secrets = endpoint.secrets().stream()
                .map(secret -> new SealedSecret(
                        settings.masterKeys.seal(id, settings.masterKeys.open(id, secret.sealed())),
                        secret.createdAt(),
                        secret.notAfter()))
                .toList();
        return new StoredEndpoint(endpoint.endpoint(), secrets, endpoint.version());
    }
}
