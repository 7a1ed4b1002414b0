package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.CommitWatch;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryAttempt;
import io.github.webhooks4j.send.DeliveryClaim;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryResult;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.EndpointStore.Written;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.SealedSecret;
import io.github.webhooks4j.send.SendStore;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** The hooks of the contracts of sending, and what their topics share. */
abstract class SendStoreFixture {
    /** Abilities that a store may lack. A test that needs one is reported as skipped, never as passed. */
    protected enum Ability {
        /** Publishing is part of the transaction that the calling thread is in; the hook for it is there. */
        JOINS_TRANSACTIONS,
        /** What it holds is there again after {@link #reopenedStore()}. */
        SURVIVES_REOPEN
    }

    /** What is done inside of a transaction. */
    @FunctionalInterface
    protected interface Work {
        /**
         * Does it.
         *
         * @throws Exception to roll back
         */
        void run() throws Exception;
    }

    /** Long against the time that a test takes, for the clock of a store may run on by itself. */
    static final Duration LEASE = Duration.ofMinutes(10);

    static final String OWNER = NewEvents.OWNER;
    static final String NODE = "node-1";
    static final int PER_ENDPOINT = 1000;

    SendStore store;
    EndpointStore endpoints;
    OutboxStore outbox;
    private int urls;

    /**
     * An empty store.
     *
     * @return the store, empty and ready
     * @throws Exception when there is none to be had: the test fails
     */
    protected abstract SendStore emptyStore() throws Exception;

    /**
     * Moves the clock of the store made last.
     *
     * @param by how far
     * @throws Exception when it cannot be moved: the test fails
     */
    protected abstract void advance(Duration by) throws Exception;

    /**
     * What the store can do.
     *
     * @return its abilities; all of them unless overridden
     */
    protected Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    /**
     * Another instance over the same data, as after a restart, with the same clock. For {@link
     * Ability#SURVIVES_REOPEN} only.
     *
     * @return the instance
     * @throws Exception when there is none to be had: the test fails
     */
    protected SendStore reopenedStore() throws Exception {
        throw new UnsupportedOperationException("abilities() claims SURVIVES_REOPEN without this hook");
    }

    /**
     * Runs work in a transaction of the calling thread that the store made last knows of: committed afterwards,
     * rolled back when the work throws. For {@link Ability#JOINS_TRANSACTIONS} only.
     *
     * @param work what to do on the calling thread
     * @throws Exception what the work throws, or when there is no transaction to be had
     */
    protected void inTransaction(Work work) throws Exception {
        throw new UnsupportedOperationException("abilities() claims JOINS_TRANSACTIONS without this hook");
    }

    @BeforeEach
    final void open() throws Exception {
        use(emptyStore());
    }

    final void use(SendStore opened) {
        store = opened;
        endpoints = opened.endpoints();
        outbox = opened.outbox();
    }

    final void needs(Ability ability) {
        Assumptions.assumeTrue(abilities().contains(ability), () -> "the store has no " + ability);
    }

    /** An endpoint of the usual owner, at a URL of its own. */
    final EndpointSpec spec(String... patterns) {
        return EndpointSpec.to("https://example.test/hook/" + ++urls)
                .owner(OWNER)
                .events(patterns);
    }

    /** As it is handed to an insert: what the store has to find out by itself is nonsense. */
    final StoredEndpoint fresh(EndpointSpec spec) {
        return fresh(NewEvents.id(outbox.now()), spec);
    }

    static StoredEndpoint fresh(UUID id, EndpointSpec spec) {
        Endpoint endpoint =
                new Endpoint(id, spec, EndpointState.ENABLED, Optional.empty(), Instant.EPOCH, Instant.EPOCH);
        return new StoredEndpoint(endpoint, List.of(secret("sealed")), 77);
    }

    static SealedSecret secret(String sealed) {
        return new SealedSecret(sealed, Instant.parse("2029-01-02T03:04:05.123456Z"), Optional.empty());
    }

    final UUID register(EndpointSpec spec) {
        Written written = endpoints.insert(fresh(spec));
        assertThat(written).isInstanceOf(Written.Done.class);
        return ((Written.Done) written).endpoint().endpoint().id();
    }

    final UUID register(String... patterns) {
        return register(spec(patterns));
    }

    final void state(UUID endpoint, EndpointState state) {
        Optional<DisabledBecause> because =
                state == EndpointState.DISABLED ? Optional.of(DisabledBecause.OPERATOR) : Optional.empty();
        assertThat(endpoints.setState(endpoint, state, because)).isInstanceOf(Written.Done.class);
    }

    final StoredEndpoint endpoint(UUID id) {
        return endpoints.find(id).orElseThrow();
    }

    final Published publish(NewEvents event) {
        List<Published> all = outbox.publish(List.of(event.at(outbox.now()).build()), new Watched());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    final UUID publish(String type) {
        return publish(NewEvents.of(type)).event();
    }

    static DeliveryClaim wanted(int max) {
        return new DeliveryClaim(max, LEASE, NODE, PER_ENDPOINT, Map.of(), Optional.empty());
    }

    final List<Claim<DeliveryWork>> claim(int max) {
        return outbox.claim(wanted(max));
    }

    final Claim<DeliveryWork> claimOne() {
        List<Claim<DeliveryWork>> claims = claim(1);
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    /** Publishes an event, which must be the only work there is, and claims it. */
    final Claim<DeliveryWork> publishAndClaim() {
        publish("order.paid");
        return claimOne();
    }

    final boolean finish(DeliveryResult result) {
        return outbox.finish(List.of(result)).isEmpty();
    }

    final Delivery found(UUID delivery) {
        return outbox.findDelivery(delivery).orElseThrow();
    }

    final DeliveryState stateOf(UUID delivery) {
        return found(delivery).state();
    }

    final Delivery deliveryOf(UUID event) {
        List<Delivery> all = listed(DeliveryQuery.all().ofEvent(event));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    final List<Delivery> listed(DeliveryQuery query) {
        return outbox.list(query.limit(DeliveryQuery.MAX_LIMIT)).items();
    }

    final List<AttemptOutcome> outcomes(UUID delivery) {
        return outbox.attempts(delivery).stream().map(DeliveryAttempt::outcome).toList();
    }

    static List<UUID> ids(List<Claim<DeliveryWork>> claims) {
        return claims.stream().map(Claim::id).toList();
    }

    static List<UUID> events(List<Claim<DeliveryWork>> claims) {
        return claims.stream().map(claim -> claim.work().event().id()).toList();
    }

    static List<UUID> endpointIds(List<Claim<DeliveryWork>> claims) {
        return claims.stream()
                .map(claim -> claim.work().endpoint().endpoint().id())
                .toList();
    }

    /** Counts what a store tells of its commits. */
    static final class Watched implements CommitWatch {
        private final AtomicInteger commits = new AtomicInteger();
        private final AtomicInteger unknown = new AtomicInteger();

        @Override
        public void committed() {
            commits.incrementAndGet();
        }

        @Override
        public void unseen() {
            unknown.incrementAndGet();
        }

        int commits() {
            return commits.get();
        }

        int unknown() {
            return unknown.get();
        }
    }
}
