package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.EndpointStore.Written;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.testkit.NewEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How endpoints are registered and changed, also by several at the same time. */
abstract class EndpointWriteContract extends SendStoreFixture {
    private static StoredEndpoint done(Written written) {
        assertThat(written).isInstanceOf(Written.Done.class);
        return ((Written.Done) written).endpoint();
    }

    @Test
    void a_new_endpoint_has_the_times_of_the_store() {
        Instant before = outbox.now();
        Endpoint kept = done(endpoints.insert(fresh(spec("*")))).endpoint();
        Instant after = outbox.now();

        assertThat(kept.state()).isEqualTo(EndpointState.ENABLED);
        assertThat(kept.disabledBecause()).isEmpty();
        assertThat(kept.createdAt()).isBetween(before, after).isEqualTo(kept.stateSince());
        assertThat(endpoint(kept.id()).endpoint().createdAt()).isEqualTo(kept.createdAt());
    }

    @Test
    void a_url_is_taken_once_by_an_owner_and_by_any_other_owner() {
        EndpointSpec spec = spec("*");
        UUID first = register(spec);

        assertThat(endpoints.insert(fresh(spec.events("order.paid")))).isEqualTo(new Written.Duplicate(first));
        register(spec.owner("other"));
        register(spec.url(spec.url() + "/"));
        assertThat(endpoints.list(Optional.of(OWNER), Optional.empty(), 10).items())
                .hasSize(2);
    }

    @Test
    void of_concurrent_registrations_of_one_url_one_wins() throws Exception {
        EndpointSpec spec = spec("*");

        List<Written> written = Threads.together(8, () -> endpoints.insert(fresh(spec)));

        List<Written> won =
                written.stream().filter(Written.Done.class::isInstance).toList();
        assertThat(won).hasSize(1);
        UUID winner = done(won.get(0)).endpoint().id();
        assertThat(written.stream().filter(one -> one != won.get(0))).containsOnly(new Written.Duplicate(winner));
    }

    @Test
    void an_update_replaces_spec_and_secrets_and_leaves_state_and_creation() throws Exception {
        UUID id = register(spec("*"));
        StoredEndpoint read = endpoint(id);
        advance(Duration.ofMinutes(1));
        EndpointSpec spec = spec("order.paid", "a.*").owner(OWNER).description("new");

        StoredEndpoint written = done(endpoints.update(Changed.of(read, spec, List.of(secret("b"), secret("a")))));

        assertThat(written.version()).isGreaterThan(read.version());
        for (StoredEndpoint kept : List.of(written, endpoint(id))) {
            assertThat(kept.endpoint().spec().url()).isEqualTo(spec.url());
            assertThat(kept.endpoint().spec().events()).containsExactly("order.paid", "a.*");
            assertThat(kept.endpoint().spec().description()).isEqualTo("new");
            assertThat(kept.secrets()).containsExactly(secret("b"), secret("a"));
            assertThat(kept.version()).isEqualTo(written.version());
            assertThat(kept.endpoint().createdAt()).isEqualTo(read.endpoint().createdAt());
            assertThat(kept.endpoint().stateSince()).isEqualTo(read.endpoint().stateSince());
        }
    }

    @Test
    void an_update_decides_who_gets_the_next_event() {
        UUID id = register("order.*");
        StoredEndpoint read = endpoint(id);

        done(endpoints.update(Changed.of(read, read.endpoint().spec().events("invoice.sent", "x.*"))));

        assertThat(outboxDeliveries("order.paid")).isZero();
        assertThat(outboxDeliveries("invoice.sent")).isEqualTo(1);
        assertThat(outboxDeliveries("x.y")).isEqualTo(1);
    }

    private int outboxDeliveries(String type) {
        return publish(NewEvents.of(type)).deliveries();
    }

    @Test
    void an_update_does_not_write_the_state() {
        UUID id = register("*");
        StoredEndpoint read = endpoint(id);

        done(endpoints.update(Changed.stateOf(read, EndpointState.DISABLED)));

        assertThat(endpoint(id).endpoint().state()).isEqualTo(EndpointState.ENABLED);
    }

    @Test
    void an_update_of_an_older_version_changes_nothing() {
        UUID id = register("*");
        StoredEndpoint read = endpoint(id);
        done(endpoints.update(Changed.of(read, read.endpoint().spec().description("first"))));

        assertThat(endpoints.update(Changed.of(read, read.endpoint().spec().description("second"))))
                .isEqualTo(new Written.Stale());

        assertThat(endpoint(id).endpoint().spec().description()).isEqualTo("first");
    }

    @Test
    void of_concurrent_updates_of_one_version_one_wins() throws Exception {
        UUID id = register("*");
        StoredEndpoint read = endpoint(id);

        List<Written> written = Threads.together(8, () -> endpoints.update(read));

        assertThat(written.stream().filter(Written.Done.class::isInstance)).hasSize(1);
        assertThat(written.stream().filter(new Written.Stale()::equals)).hasSize(7);
    }

    @Test
    void an_update_cannot_take_the_url_of_another_endpoint() {
        UUID first = register("*");
        UUID second = register("*");
        String taken = endpoint(first).endpoint().spec().url();
        StoredEndpoint read = endpoint(second);
        StoredEndpoint moved = Changed.of(read, read.endpoint().spec().url(taken));

        assertThat(endpoints.update(moved)).isEqualTo(new Written.Duplicate(first));
        assertThat(endpoint(second).endpoint().spec().url())
                .isEqualTo(read.endpoint().spec().url());

        state(first, EndpointState.REMOVED);
        assertThat(done(endpoints.update(moved)).endpoint().spec().url()).isEqualTo(taken);
    }

    @Test
    void what_is_not_there_is_missing() {
        StoredEndpoint never = fresh(spec("*"));
        UUID removed = register("*");
        StoredEndpoint read = endpoint(removed);
        state(removed, EndpointState.REMOVED);
        Written missing = new Written.Missing();

        assertThat(endpoints.update(never)).isEqualTo(missing);
        assertThat(endpoints.update(read)).isEqualTo(missing);
        assertThat(endpoints.setState(never.endpoint().id(), EndpointState.DISABLED, Optional.empty()))
                .isEqualTo(missing);
        assertThat(endpoints.setState(removed, EndpointState.ENABLED, Optional.empty()))
                .isEqualTo(missing);
        assertThat(endpoints.setState(removed, EndpointState.REMOVED, Optional.empty()))
                .isEqualTo(missing);
        assertThat(endpoints.find(removed)).isEmpty();
    }

    @Test
    void a_removed_endpoint_frees_its_url() {
        EndpointSpec spec = spec("*");
        UUID first = register(spec);
        state(first, EndpointState.REMOVED);

        UUID second = register(spec);

        assertThat(endpoints.insert(fresh(spec))).isEqualTo(new Written.Duplicate(second));
    }

    @Test
    void a_change_of_state_is_kept_with_its_reason_and_time() throws Exception {
        UUID id = register("*");
        Instant created = endpoint(id).endpoint().createdAt();
        advance(Duration.ofMinutes(1));

        Endpoint disabled = done(endpoints.setState(id, EndpointState.DISABLED, Optional.of(DisabledBecause.GONE)))
                .endpoint();

        assertThat(disabled.state()).isEqualTo(EndpointState.DISABLED);
        assertThat(disabled.disabledBecause()).contains(DisabledBecause.GONE);
        assertThat(disabled.stateSince()).isAfterOrEqualTo(created.plus(Duration.ofMinutes(1)));
        assertThat(disabled.createdAt()).isEqualTo(created);
        assertThat(endpoint(id).endpoint().disabledBecause()).contains(DisabledBecause.GONE);
        advance(Duration.ofMinutes(1));
        Endpoint enabled = done(endpoints.setState(id, EndpointState.ENABLED, Optional.empty()))
                .endpoint();
        assertThat(enabled.state()).isEqualTo(EndpointState.ENABLED);
        assertThat(enabled.disabledBecause()).isEmpty();
        assertThat(enabled.stateSince()).isAfter(disabled.stateSince());
    }

    @Test
    void the_same_state_again_keeps_its_reason_and_time() throws Exception {
        UUID id = register("*");
        endpoints.setState(id, EndpointState.DISABLED, Optional.of(DisabledBecause.GONE));
        Endpoint before = endpoint(id).endpoint();
        advance(Duration.ofMinutes(1));

        Endpoint after = done(endpoints.setState(id, EndpointState.DISABLED, Optional.of(DisabledBecause.OPERATOR)))
                .endpoint();

        assertThat(after.disabledBecause()).contains(DisabledBecause.GONE);
        assertThat(after.stateSince()).isEqualTo(before.stateSince());
    }
}
