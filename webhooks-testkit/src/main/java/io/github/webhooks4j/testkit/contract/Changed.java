package io.github.webhooks4j.testkit.contract;

import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.SealedSecret;
import io.github.webhooks4j.send.StoredEndpoint;
import java.util.List;
import java.util.Optional;

/** Changed copies of endpoints. */
final class Changed {
    private Changed() {}

    static StoredEndpoint of(StoredEndpoint read, EndpointSpec spec) {
        return of(read, spec, read.secrets());
    }

    static StoredEndpoint of(StoredEndpoint read, EndpointSpec spec, List<SealedSecret> secrets) {
        Endpoint from = read.endpoint();
        Endpoint changed = new Endpoint(
                from.id(), spec, from.state(), from.disabledBecause(), from.stateSince(), from.createdAt());
        return new StoredEndpoint(changed, secrets, read.version());
    }

    /** With a state that an update has to leave alone. */
    static StoredEndpoint stateOf(StoredEndpoint read, EndpointState state) {
        Endpoint from = read.endpoint();
        Endpoint changed =
                new Endpoint(from.id(), from.spec(), state, Optional.empty(), from.stateSince(), from.createdAt());
        return new StoredEndpoint(changed, read.secrets(), read.version());
    }
}
