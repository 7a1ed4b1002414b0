package io.github.webhooks4j.send;

import io.github.webhooks4j.WebhookException;
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

    /**
     * Goes through all of them, also when one does not open: that is told at the end.
     *
     * @throws SecretSealException when a secret does not open, or cannot be sealed
     * @throws WebhookException when the store or a vault fails, or others kept it from an endpoint
     */
    int run() {
        int rewritten = 0;
        Optional<SecretSealException> failure = Optional.empty();
        List<StoredEndpoint> page = settings.endpoints.scan(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            for (StoredEndpoint endpoint : page) {
                try {
                    rewritten += reseal(endpoint) ? 1 : 0;
                } catch (SecretSealException e) {
                    failure = failure.or(() -> Optional.of(e));
                }
            }
            UUID last = page.get(page.size() - 1).endpoint().id();
            page = settings.endpoints.scan(Optional.of(last), PAGE);
        }
        failure.ifPresent(e -> {
            throw e;
        });
        return rewritten;
    }

    /** Somebody who rotates meanwhile wins, and what he wrote is looked at again. */
    private boolean reseal(StoredEndpoint read) {
        Optional<StoredEndpoint> endpoint = Optional.of(read);
        for (int i = 0; i < TRIES; i++) {
            if (endpoint.isEmpty() || isCurrent(endpoint.get())) {
                return false;
            }
            if (settings.endpoints.update(resealed(endpoint.get())) instanceof EndpointStore.Written.Done) {
                return true;
            }
            endpoint = settings.endpoints.find(read.endpoint().id());
        }
        throw new WebhookException(
                "secrets are not sealed again: endpoint " + read.endpoint().id() + " was changed by others " + TRIES
                        + " times in a row",
                null);
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
