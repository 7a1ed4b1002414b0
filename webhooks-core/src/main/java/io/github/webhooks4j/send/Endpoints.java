package io.github.webhooks4j.send;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.internal.TimeOrderedId;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.sign.SigningStyle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers and changes endpoints. What their owners may have sent comes back as a result with every fault; nothing
 * of it is thrown.
 *
 * <p>Thread-safe. {@link #register} and a changed URL may block for an address look-up.
 */
public final class Endpoints {
    /** How long an old secret goes on signing after a rotation: 24 hours. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    /** The longest overlap: 7 days. */
    public static final Duration MAX_OVERLAP = Duration.ofDays(7);

    /** Most old secrets that sign beside the current one: 10. */
    public static final int MAX_OLD_SECRETS = 10;

    private static final int SETTLE_BATCH = 1000;
    private static final Logger log = LoggerFactory.getLogger(Endpoints.class);

    private final SendSettings settings;
    private final Clock clock;
    private final Engines engines;
    private final EndpointChecks checks;
    private final Rewriting rewriting;
    private final Function<Endpoint, Published> pings;

    Endpoints(
            SendSettings settings,
            Clock clock,
            Transports transports,
            Engines engines,
            Function<Endpoint, Published> pings) {
        this.settings = settings;
        this.clock = clock;
        this.engines = engines;
        this.checks = new EndpointChecks(settings, transports);
        this.rewriting = new Rewriting(settings.endpoints);
        this.pings = pings;
    }

    /**
     * Registers an endpoint. Its URL is judged by the policy that guards each connection.
     *
     * @param wanted how it is wanted
     * @return {@code Registered} with its secret, {@code Refused} or {@code Duplicate}
     */
    public EndpointResult register(EndpointSpec wanted) {
        Optional<String> owner = wanted.owner().or(() -> settings.defaultOwner);
        EndpointSpec spec = owner.map(wanted::owner).orElse(wanted);
        List<String> faults = checks.faults(spec);
        faults.addAll(checks.urlFaults(spec));
        if (!faults.isEmpty()) {
            return new EndpointResult.Refused(faults);
        }
        UUID id = TimeOrderedId.at(clock.instant());
        Secret secret = spec.secret().orElseGet(() -> style(spec).newSecret());
        Instant now = settings.outbox.now();
        EndpointStore.Written written = settings.endpoints.insert(new StoredEndpoint(
                new Endpoint(
                        id, spec.registered(owner.orElseThrow()), EndpointState.ENABLED, Optional.empty(), now, now),
                List.of(new SealedSecret(settings.masterKeys.seal(id, secret), now, Optional.empty())),
                0));
        if (written instanceof EndpointStore.Written.Done done) {
            Endpoint endpoint = done.endpoint().endpoint();
            if (spec.pings()) {
                pingRegistered(endpoint);
            }
            return new EndpointResult.Registered(endpoint, style(spec).forReceiver(secret));
        }
        return Rewriting.other(written);
    }

    /** Whatever becomes of the ping, the secret is told: it cannot be had again. */
    private void pingRegistered(Endpoint endpoint) {
        try {
            var unused = pings.apply(endpoint);
        } catch (RuntimeException e) {
            log.warn("endpoint registered, its ping is not published endpoint={}", endpoint.id(), e);
        }
    }

    /**
     * Changes an endpoint. Deliveries that wait are sent as it is then.
     *
     * @param id which endpoint
     * @param change from the present spec to the wanted one; called again when somebody else changes it meanwhile
     * @return {@code Changed}, {@code Refused}, {@code Duplicate} or {@code Missing}
     */
    public EndpointResult change(UUID id, UnaryOperator<EndpointSpec> change) {
        return rewriting.run(id, stored -> {
            EndpointSpec before = stored.endpoint().spec();
            EndpointSpec wanted = change.apply(before);
            EndpointSpec spec = wanted.owner().isPresent()
                    ? wanted
                    : wanted.owner(before.owner().orElseThrow());
            List<String> faults = checks.faultsOfChange(spec, before);
            if (!spec.url().equals(before.url())) {
                faults.addAll(checks.urlFaults(spec));
            }
            if (!spec.owner().equals(before.owner())) {
                faults.add("owner of an endpoint never changes");
            }
            if (spec.secret().isPresent()) {
                faults.add("secret is changed by rotation");
            }
            if (faults.isEmpty() && !spec.signing().equals(before.signing())) {
                fits(spec, stored).ifPresent(faults::add);
            }
            return faults.isEmpty()
                    ? new Rewriting.Write(
                            withSpec(stored, spec.registered(stored.endpoint().owner())), Optional.empty())
                    : new Rewriting.Stop(new EndpointResult.Refused(faults));
        });
    }

    private Optional<String> fits(EndpointSpec spec, StoredEndpoint stored) {
        try {
            var unused = style(spec).signer(EndpointSecrets.open(settings.masterKeys, stored));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("signing '" + spec.signing() + "' needs another secret: register a new endpoint");
        }
    }

    /**
     * Gives an endpoint a new secret; the old ones go on signing beside it for a while, so that its owner can
     * change over without a gap.
     *
     * @param id which endpoint
     * @return {@code Rotated} with the new secret, or {@code Missing}, or {@code Refused} when too many old ones sign
     */
    public EndpointResult rotateSecret(UUID id) {
        return rotateSecret(id, DEFAULT_OVERLAP);
    }

    /**
     * Gives an endpoint a new secret.
     *
     * @param id which endpoint
     * @param overlap how long the old ones go on signing: zero, for a secret that leaked, to 7 days
     * @return {@code Rotated} with the new secret, {@code Missing} or {@code Refused}
     */
    public EndpointResult rotateSecret(UUID id, Duration overlap) {
        requireNonNull(overlap, "overlap");
        if (overlap.isNegative() || overlap.compareTo(MAX_OVERLAP) > 0) {
            return new EndpointResult.Refused(List.of("overlap must be from PT0S to " + MAX_OVERLAP));
        }
        return rewriting.run(id, stored -> {
            Instant now = settings.outbox.now();
            String signing = stored.endpoint().spec().signing();
            SigningStyle style = settings.styles.get(signing);
            if (style == null) {
                return new Rewriting.Stop(
                        new EndpointResult.Refused(List.of("signing '" + signing + "' is not known on this node")));
            }
            Secret secret = style.newSecret();
            SealedSecret sealed = new SealedSecret(settings.masterKeys.seal(id, secret), now, Optional.empty());
            List<SealedSecret> secrets = EndpointSecrets.rotated(stored.secrets(), sealed, now, overlap);
            if (secrets.size() > MAX_OLD_SECRETS + 1) {
                return new Rewriting.Stop(new EndpointResult.Refused(List.of(
                        "more than " + MAX_OLD_SECRETS + " old secrets still sign: rotate with a shorter overlap")));
            }
            return new Rewriting.Write(
                    new StoredEndpoint(stored.endpoint(), secrets, stored.version()),
                    Optional.of(style.forReceiver(secret)));
        });
    }

    private static StoredEndpoint withSpec(StoredEndpoint stored, EndpointSpec spec) {
        Endpoint before = stored.endpoint();
        return new StoredEndpoint(
                new Endpoint(
                        before.id(),
                        spec,
                        before.state(),
                        before.disabledBecause(),
                        before.stateSince(),
                        before.createdAt()),
                stored.secrets(),
                stored.version());
    }

    private SigningStyle style(EndpointSpec spec) {
        return requireNonNull(settings.styles.get(spec.signing()));
    }

    /**
     * Lets an endpoint get requests, those that were held included.
     *
     * @param id which endpoint
     * @return {@code Changed} or {@code Missing}
     */
    public EndpointResult enable(UUID id) {
        return setState(id, EndpointState.ENABLED, Optional.empty());
    }

    /**
     * Stops requests to an endpoint: none is claimed any more, and on this node none is begun that was claimed
     * before, but for one that is being handed to the transport this moment. Its deliveries are held.
     *
     * @param id which endpoint
     * @return {@code Changed} or {@code Missing}
     */
    public EndpointResult disable(UUID id) {
        return setState(id, EndpointState.DISABLED, Optional.of(DisabledBecause.OPERATOR));
    }

    /**
     * Removes an endpoint: its requests stop as {@link #disable} says, and its deliveries are cancelled.
     *
     * @param id which endpoint
     * @return {@code Changed} or {@code Missing}
     */
    public EndpointResult remove(UUID id) {
        return setState(id, EndpointState.REMOVED, Optional.empty());
    }

    private EndpointResult setState(UUID id, EndpointState state, Optional<DisabledBecause> because) {
        Optional<EndpointState> before =
                settings.endpoints.find(id).map(stored -> stored.endpoint().state());
        EndpointStore.Written written = settings.endpoints.setState(id, state, because);
        if (!(written instanceof EndpointStore.Written.Done done)) {
            return Rewriting.other(written);
        }
        Endpoint endpoint = done.endpoint().endpoint();
        engines.running().ifPresent(engine -> engine.changed(endpoint));
        if (!before.equals(Optional.of(state))) {
            tell(endpoint);
        }
        settings.outbox.settle(SETTLE_BATCH);
        engines.running().ifPresent(DeliveryEngine::settle);
        return new EndpointResult.Changed(endpoint);
    }

    private void tell(Endpoint endpoint) {
        if (endpoint.state() == EndpointState.ENABLED) {
            settings.listeners.on(new Notice.EndpointEnabled(clock.instant(), endpoint.id(), endpoint.owner()));
        } else if (endpoint.state() == EndpointState.DISABLED) {
            settings.listeners.on(new Notice.EndpointDisabled(
                    clock.instant(),
                    endpoint.id(),
                    endpoint.owner(),
                    endpoint.disabledBecause().orElse(DisabledBecause.OPERATOR).word()));
        }
    }

    /**
     * Sends a {@value EventTypes#PING} event to this endpoint only, whatever it is subscribed to.
     *
     * @param id which endpoint
     * @return what was published, empty when there is no such endpoint
     */
    public Optional<Published> ping(UUID id) {
        return find(id).map(pings);
    }

    /**
     * An endpoint.
     *
     * @param id its id
     * @return the endpoint, empty when there is none
     */
    public Optional<Endpoint> find(UUID id) {
        return settings.endpoints.find(id).map(StoredEndpoint::endpoint);
    }

    /**
     * Lists endpoints, newest first.
     *
     * @param owner only those of this owner, empty for all
     * @param after the cursor of the page before
     * @param limit 1 to {@value DeliveryQuery#MAX_LIMIT}
     * @return a page
     * @throws IllegalArgumentException for another limit
     */
    public Page<Endpoint> list(Optional<String> owner, Optional<UUID> after, int limit) {
        if (limit < 1 || limit > DeliveryQuery.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit is " + limit + " but must be from 1 to " + DeliveryQuery.MAX_LIMIT);
        }
        return settings.endpoints.list(owner, after, limit);
    }

    /**
     * Seals again, with the current master key, every secret that is sealed with an older one or not at all. Run it
     * after a change of the master key; then the older one can go.
     *
     * @return how many endpoints were rewritten
     * @throws SecretSealException when a secret does not open; those of the other endpoints are sealed all the same
     * @throws io.github.webhooks4j.WebhookException when the store or a vault fails: run it again
     */
    public int resealSecrets() {
        return new Resealing(settings).run();
    }
}
