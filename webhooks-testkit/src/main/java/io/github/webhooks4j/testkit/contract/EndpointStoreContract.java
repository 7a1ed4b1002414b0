package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.DisabledBecause;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.EndpointState;
import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.EndpointStore.Written;
import io.github.webhooks4j.send.Page;
import io.github.webhooks4j.send.SealedSecret;
import io.github.webhooks4j.send.StoredEndpoint;
import io.github.webhooks4j.testkit.NewEvents;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EndpointStore} must do. Extend it, hand over an empty store and a way to move its clock, name
 * the abilities that it lacks, and add nothing. A test that needs a missing ability is reported as skipped.
 */
public abstract class EndpointStoreContract extends EndpointWriteContract {
    /** For subclasses. */
    protected EndpointStoreContract() {}

    private void assertKept(EndpointSpec spec, List<SealedSecret> secrets) {
        StoredEndpoint fresh = fresh(spec);
        StoredEndpoint stored = new StoredEndpoint(fresh.endpoint(), secrets, 0);

        Written written = endpoints.insert(stored);

        assertThat(written).isInstanceOf(Written.Done.class);
        UUID id = fresh.endpoint().id();
        for (StoredEndpoint kept : List.of(
                ((Written.Done) written).endpoint(),
                endpoint(id),
                endpoints.scan(Optional.empty(), 1).get(0))) {
            assertThat(kept.endpoint().id()).isEqualTo(id);
            assertSame(kept.endpoint().spec(), spec);
            assertThat(kept.secrets()).isEqualTo(secrets);
        }
        assertSame(
                endpoints
                        .list(Optional.empty(), Optional.empty(), 1)
                        .items()
                        .get(0)
                        .spec(),
                spec);
    }

    private static void assertSame(EndpointSpec kept, EndpointSpec spec) {
        assertThat(kept.url()).isEqualTo(spec.url());
        assertThat(kept.owner()).isEqualTo(spec.owner());
        assertThat(kept.events()).isEqualTo(spec.events());
        assertThat(kept.description()).isEqualTo(spec.description());
        assertThat(kept.headers()).isEqualTo(spec.headers());
        assertThat(kept.contentType()).isEqualTo(spec.contentType());
        assertThat(kept.signing()).isEqualTo(spec.signing());
        assertThat(kept.schedule()).isEqualTo(spec.schedule());
        assertThat(kept.timeout()).isEqualTo(spec.timeout());
        assertThat(kept.maxInFlight()).isEqualTo(spec.maxInFlight());
        assertThat(kept.secret()).isEmpty();
        assertThat(kept.pings()).isFalse();
    }

    @Test
    void a_bare_spec_is_kept_as_it_is() {
        assertKept(spec("*"), List.of(secret("sealed")));
    }

    @Test
    void a_full_spec_is_kept_as_it_is() {
        EndpointSpec full = spec("z.*", "order.paid", "a")
                .owner("tenant ☃ 1")
                .description("\ud83d\ude00 \"é\" 'x' \\ , [] {} \t\u2028")
                .headers(Headers.of("X-B", "2", "x-a", "1: \"q\", é", "X-B", "", "Authorization", "Bearer x"))
                .contentType("application/cloudevents+json; charset=\"utf-8\"")
                .signing("my-style")
                .schedule(
                        RetrySchedule.of(Duration.ZERO, Duration.of(1_500_001, ChronoUnit.MICROS), Duration.ofDays(30))
                                .withJitter(0.3))
                .timeout(Duration.ofMillis(14_999))
                .maxInFlight(10_000);

        assertKept(full, List.of());
    }

    @Test
    void an_empty_schedule_is_not_a_missing_one() {
        assertKept(spec("*").schedule(RetrySchedule.of().withJitter(0)), List.of());
    }

    @Test
    void the_longest_of_everything_is_kept() {
        String[] patterns = IntStream.range(0, 100)
                .mapToObj(i -> "t".repeat(120) + i + ".*")
                .toArray(String[]::new);
        String url = "https://example.test/" + "u".repeat(2048 - "https://example.test/".length());
        List<SealedSecret> secrets = IntStream.range(0, 11)
                .mapToObj(i -> new SealedSecret(
                        "s".repeat(500) + i,
                        Instant.parse("2029-01-02T03:04:05.000001Z").minusSeconds(i),
                        i == 0 ? Optional.empty() : Optional.of(Instant.parse("2031-01-02T03:04:05.999999Z"))))
                .toList();

        assertKept(
                EndpointSpec.to(url)
                        .owner("o".repeat(255))
                        .events(patterns)
                        .description("☃".repeat(255))
                        .signing("s".repeat(100)),
                secrets);
    }

    @Test
    void long_urls_are_told_apart_to_the_last_character() {
        String url = "https://example.test/" + "u".repeat(2000);

        register(EndpointSpec.to(url + "a").owner(OWNER).events("*"));
        register(EndpointSpec.to(url + "b").owner(OWNER).events("*"));
        register(EndpointSpec.to(url + "B").owner(OWNER).events("*"));
    }

    @Test
    void endpoints_are_listed_newest_first_page_by_page() throws Exception {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            made.add(0, register("*"));
            register(spec("*").owner("other"));
            advance(Duration.ofSeconds(1));
        }
        state(made.remove(2), EndpointState.REMOVED);
        state(made.get(1), EndpointState.DISABLED);

        assertThat(pages(Optional.of(OWNER), 2)).containsExactlyElementsOf(made);
        assertThat(pages(Optional.of(OWNER), 5)).containsExactlyElementsOf(made);
        assertThat(pages(Optional.empty(), 4)).hasSize(11).doesNotHaveDuplicates();
        assertThat(pages(Optional.of("nobody"), 2)).isEmpty();
    }

    private List<UUID> pages(Optional<String> owner, int limit) {
        List<UUID> all = new ArrayList<>();
        Page<Endpoint> page = endpoints.list(owner, Optional.empty(), limit);
        page.items().forEach(one -> all.add(one.id()));
        while (page.next().isPresent()) {
            assertThat(page.items()).hasSize(limit);
            page = endpoints.list(owner, page.next(), limit);
            assertThat(page.items()).isNotEmpty().noneMatch(one -> all.contains(one.id()));
            page.items().forEach(one -> all.add(one.id()));
        }
        return all;
    }

    @Test
    void a_scan_goes_through_all_that_are_not_removed_in_the_order_of_ids() {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(register(spec("*").owner("owner-" + i % 3)));
        }
        state(made.remove(3), EndpointState.REMOVED);
        state(made.get(4), EndpointState.DISABLED);

        List<UUID> scanned = new ArrayList<>();
        List<StoredEndpoint> next = endpoints.scan(Optional.empty(), 2);
        while (!next.isEmpty()) {
            assertThat(next.size()).isLessThanOrEqualTo(2);
            assertThat(scanned.size()).isLessThan(made.size());
            next.forEach(one -> scanned.add(one.endpoint().id()));
            assertThat(next.get(0).secrets()).containsExactly(secret("sealed"));
            next = endpoints.scan(Optional.of(scanned.get(scanned.size() - 1)), 2);
        }

        assertThat(scanned).containsExactlyElementsOf(made);
    }

    @Test
    void what_is_unknown_is_empty() {
        assertThat(endpoints.find(NewEvents.id(outbox.now()))).isEmpty();
        assertThat(endpoints.scan(Optional.empty(), 10)).isEmpty();
        assertThat(endpoints.list(Optional.empty(), Optional.empty(), 10))
                .isEqualTo(new Page<Endpoint>(List.of(), Optional.empty()));
    }

    @Test
    void endpoints_are_there_after_reopening() throws Exception {
        needs(Ability.SURVIVES_REOPEN);
        UUID id = register(spec("*").headers(Headers.of("X-A", "1")));
        endpoints.setState(id, EndpointState.DISABLED, Optional.of(DisabledBecause.RECEIVER_ASKED));
        StoredEndpoint before = endpoint(id);

        use(reopenedStore());

        assertThat(endpoint(id).endpoint().disabledBecause()).contains(DisabledBecause.RECEIVER_ASKED);
        assertSame(endpoint(id).endpoint().spec(), before.endpoint().spec());
        assertThat(endpoint(id).secrets()).isEqualTo(before.secrets());
        assertThat(endpoint(id).version()).isEqualTo(before.version());
    }
}
