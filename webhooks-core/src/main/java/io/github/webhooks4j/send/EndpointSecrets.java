package io.github.webhooks4j.send;

import io.github.webhooks4j.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The secrets of an endpoint: the newest first, older ones with an end. */
final class EndpointSecrets {
    private EndpointSecrets() {}

    /** Opened, each with its end. */
    static List<Secret> open(MasterKeys masterKeys, StoredEndpoint endpoint) {
        List<Secret> secrets = new ArrayList<>();
        for (SealedSecret sealed : endpoint.secrets()) {
            Secret secret = masterKeys.open(endpoint.endpoint().id(), sealed.sealed());
            secrets.add(sealed.notAfter().map(secret::notAfter).orElse(secret));
        }
        return secrets;
    }

    /** The new one and those that still sign for a while; none gets a later end than it had. */
    static List<SealedSecret> rotated(List<SealedSecret> before, SealedSecret added, Instant now, Duration overlap) {
        List<SealedSecret> after = new ArrayList<>();
        after.add(added);
        Instant end = now.plus(overlap);
        for (SealedSecret old : before) {
            Instant until = old.notAfter().filter(end::isAfter).orElse(end);
            if (until.isAfter(now)) {
                after.add(new SealedSecret(old.sealed(), old.createdAt(), Optional.of(until)));
            }
        }
        return after;
    }
}
