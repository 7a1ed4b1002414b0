package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.NewEvent;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.testkit.NewEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is published once only, and what the caller's transaction decides. */
abstract class IdempotencyContract extends PublishContract {
    private static NewEvents paid(String key) {
        return NewEvents.of("order.paid").idempotencyKey(key);
    }

    @Test
    void a_repeated_key_publishes_nothing_and_tells_the_first_event() {
        register("*");
        register("*");
        Published first = publish(paid("key-1"));
        register("*");

        NewEvent again = paid("key-1").build();
        List<Published> repeat = outbox.publish(List.of(again), new Watched());

        assertThat(first.repeated()).isFalse();
        assertThat(repeat).containsExactly(new Published(first.event(), 2, true));
        assertThat(outbox.findEvent(again.id())).isEmpty();
        assertThat(listed(DeliveryQuery.all())).hasSize(2);
    }

    @Test
    void keys_are_exact_and_each_owner_has_its_own() {
        register("*");
        publish(paid("key-1"));

        assertThat(publish(paid("KEY-1")).repeated()).isFalse();
        assertThat(publish(paid("key-1 ")).repeated()).isFalse();
        assertThat(publish(paid("key-1").owner("other")).repeated()).isFalse();
        assertThat(publish(NewEvents.of("order.paid")).repeated()).isFalse();
        assertThat(publish(NewEvents.of("order.paid")).repeated()).isFalse();
    }

    @Test
    void a_key_is_known_also_of_an_event_that_nobody_wanted() {
        Published first = publish(paid("key-1"));

        assertThat(publish(paid("key-1"))).isEqualTo(new Published(first.event(), 0, true));
    }

    @Test
    void an_event_that_was_not_kept_uses_up_no_key() {
        publish(paid("key-1").onlyIfHeard());
        register("*");

        assertThat(publish(paid("key-1")).repeated()).isFalse();
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void a_key_counts_once_within_one_call_too() {
        register("*");
        NewEvent one = paid("key-1").build();
        NewEvent other = paid("key-2").build();
        NewEvent again = paid("key-1").build();

        List<Published> published = outbox.publish(List.of(one, other, again), new Watched());

        assertThat(published)
                .containsExactly(
                        new Published(one.id(), 1, false),
                        new Published(other.id(), 1, false),
                        new Published(one.id(), 1, true));
        assertThat(events(claim(10))).containsExactlyInAnyOrder(one.id(), other.id());
    }

    @Test
    void of_concurrent_publishers_with_one_key_one_is_first_and_all_are_told_of_it() throws Exception {
        register("*");
        for (int round = 0; round < 10; round++) {
            String key = "key-" + round;

            List<Published> published = Threads.together(8, () -> publish(paid(key)));

            assertThat(published.stream().filter(one -> !one.repeated())).hasSize(1);
            assertThat(published)
                    .extracting(Published::event)
                    .containsOnly(published.get(0).event());
            assertThat(published).extracting(Published::deliveries).containsOnly(1);
        }
        assertThat(claim(100)).hasSize(10);
    }

    @Test
    void concurrent_publishers_of_the_same_keys_in_any_order_all_get_through() throws Exception {
        register("*");
        List<String> keys = List.of("a", "b", "c", "d", "e", "f", "g", "h");

        List<List<Published>> published = Threads.together(8, () -> {
            List<String> mine = new ArrayList<>(keys);
            Collections.shuffle(mine);
            List<NewEvent> events = mine.stream().map(key -> paid(key).build()).toList();
            return outbox.publish(events, new Watched());
        });

        assertThat(published.stream().flatMap(List::stream).filter(one -> !one.repeated()))
                .hasSize(keys.size());
        assertThat(claim(100)).hasSize(keys.size());
    }

    @Test
    void what_is_rolled_back_was_never_published() throws Exception {
        needs(Ability.JOINS_TRANSACTIONS);
        register("*");
        Watched watch = new Watched();
        NewEvent event = paid("key-1").build();

        assertThatThrownBy(() -> inTransaction(() -> {
                    outbox.publish(List.of(event), watch);
                    throw new IOException("no luck");
                }))
                .isInstanceOf(IOException.class);

        assertThat(watch.commits()).isZero();
        assertThat(outbox.findEvent(event.id())).isEmpty();
        assertThat(claim(10)).isEmpty();
        assertThat(publish(paid("key-1")).repeated()).isFalse();
    }

    @Test
    void nothing_is_claimed_before_the_commit_and_everything_after_it() throws Exception {
        needs(Ability.JOINS_TRANSACTIONS);
        register("*");
        Watched watch = new Watched();
        List<UUID> early = new ArrayList<>();
        NewEvent event = NewEvents.of("order.paid").build();
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();

        try {
            inTransaction(() -> {
                assertThat(outbox.publish(List.of(event), watch)).hasSize(1);
                early.addAll(elsewhere.submit(() -> ids(claim(10))).get(60, TimeUnit.SECONDS));
                assertThat(watch.commits()).isZero();
            });
        } finally {
            elsewhere.shutdownNow();
        }

        assertThat(early).isEmpty();
        assertThat(watch.commits() + watch.unknown()).isEqualTo(1);
        assertThat(events(claim(10))).containsExactly(event.id());
    }
}
