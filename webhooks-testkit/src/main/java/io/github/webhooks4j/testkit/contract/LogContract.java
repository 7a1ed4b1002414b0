package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessagePage;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log keeps, how it is read, and how it is emptied. */
abstract class LogContract extends FinishContract {
    private static final Instant AT = NewMessages.RECEIVED_AT;

    static Stream<byte[]> bodies() {
        byte[] large = new byte[1024 * 1024];
        new Random(42).nextBytes(large);
        return Stream.of(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80}, new byte[0], new byte[] {0}, large);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void the_bytes_of_a_body_are_kept_as_they_are(byte[] body) throws Exception {
        UUID id = insertNew(NewMessages.queued(SOURCE).body(body));

        assertThat(found(id).body()).isEqualTo(body);
        assertThat(claimOne().work().body()).isEqualTo(body);
    }

    @Test
    void everything_that_was_received_is_kept() throws Exception {
        NewMessage stored = NewMessages.queued(SOURCE)
                .dedupeKey("evt-1")
                .contentKey("hash", AT)
                .eventType("order.paid")
                .query("a=1&b=%00&c=%C3%A9")
                .headers(Headers.of("X-B", "2", "x-a", "1", "X-B", "", "Content-Type", "text/plain"))
                .build();
        insert(stored);

        for (Message message : List.of(found(stored.id()), claimOne().work())) {
            assertThat(message.id()).isEqualTo(stored.id());
            assertThat(message.source()).isEqualTo(SOURCE);
            assertThat(message.providerId()).contains("evt-1");
            assertThat(message.eventType()).contains("order.paid");
            assertThat(message.method()).isEqualTo("POST");
            assertThat(message.rawQuery()).isEqualTo("a=1&b=%00&c=%C3%A9");
            assertThat(message.remoteAddress()).isEqualTo(stored.remoteAddress());
            assertThat(message.scheme()).isEqualTo(stored.scheme());
            assertThat(message.keyName()).isEqualTo(stored.keyName());
            assertThat(message.headers()).isEqualTo(stored.headers());
            assertThat(message.receivedAt()).isEqualTo(AT);
        }
    }

    @Test
    void what_was_absent_stays_absent() throws Exception {
        Message message = found(insertQueued());

        assertThat(message.providerId()).isEmpty();
        assertThat(message.eventType()).isEmpty();
        assertThat(message.rawQuery()).isEmpty();
        assertThat(message.headers()).isEqualTo(Headers.empty());
    }

    @Test
    void the_time_of_receipt_is_cut_off_to_the_microsecond() throws Exception {
        UUID id = insertNew(NewMessages.queued(SOURCE).receivedAt(AT.plusNanos(123_456_789)));

        assertThat(found(id).receivedAt()).isEqualTo(AT.plusNanos(123_456_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \u0000 in it", "lone \ud800 surrogate", "\ud83d\ude00 é ١ \u2028 \u001b[2J"})
    void odd_text_never_makes_a_message_impossible_to_store(String odd) throws Exception {
        UUID id = insertNew(NewMessages.queued(SOURCE)
                .eventType(odd)
                .query(odd)
                .headers(Headers.of("X-Odd", odd.replace('\0', '?')))
                .body(new byte[] {0, 1}));

        Claim<Message> claim = claimOne();
        assertThat(store.finish(claim, new MessageResult.Dead(odd))).isTrue();

        assertThat(stateOf(id)).isEqualTo(MessageState.DEAD);
        assertThat(found(id).error()).isPresent();
        assertThat(found(id).body()).isEqualTo(new byte[] {0, 1});
    }

    @Test
    void what_is_unknown_is_empty() {
        assertThat(store.find(UUID.randomUUID())).isEmpty();
        assertThat(store.attempts(UUID.randomUUID())).isEmpty();
        assertThat(store.list(MessageQuery.all())).isEqualTo(new MessagePage(List.of(), Optional.empty()));
    }

    @Test
    void the_log_is_listed_newest_first() throws Exception {
        UUID middle = insertAt(AT.plusSeconds(1));
        UUID first = insertAt(AT);
        UUID last = insertAt(AT.plusSeconds(1).plus(1, ChronoUnit.MICROS));

        assertThat(listed(MessageQuery.all())).containsExactly(last, middle, first);
    }

    @Test
    void a_listing_includes_its_first_instant_and_excludes_its_last() throws Exception {
        insertAt(AT.minus(1, ChronoUnit.MICROS));
        UUID first = insertAt(AT);
        UUID second = insertAt(AT.plusSeconds(1).minus(1, ChronoUnit.MICROS));
        insertAt(AT.plusSeconds(1));

        assertThat(listed(MessageQuery.all().from(AT).to(AT.plusSeconds(1)))).containsExactly(second, first);
    }

    @Test
    void a_listing_is_narrowed_by_source_state_and_type_together() throws Exception {
        UUID wanted = insertNew(NewMessages.ignored(SOURCE).eventType("order.paid"));
        UUID otherType = insertNew(NewMessages.ignored(SOURCE).eventType("order.paid.late"));
        UUID noType = insertNew(NewMessages.ignored(SOURCE));
        UUID otherState = insertNew(NewMessages.queued(SOURCE).eventType("order.paid"));
        UUID otherSource = insertNew(NewMessages.ignored("bank").eventType("order.paid"));

        assertThat(listed(MessageQuery.all().source(SOURCE)))
                .containsExactlyInAnyOrder(wanted, otherType, noType, otherState);
        assertThat(listed(MessageQuery.all().state(MessageState.IGNORED)))
                .containsExactlyInAnyOrder(wanted, otherType, noType, otherSource);
        assertThat(listed(MessageQuery.all().eventType("order.paid")))
                .containsExactlyInAnyOrder(wanted, otherState, otherSource);
        assertThat(listed(MessageQuery.all()
                        .source(SOURCE)
                        .state(MessageState.IGNORED)
                        .eventType("order.paid")))
                .containsExactly(wanted);
    }

    @Test
    void pages_over_equal_times_have_no_gaps_and_no_doubles() throws Exception {
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            all.add(insertAt(AT.plusSeconds(i / 6)));
            insertNew(NewMessages.queued("bank").receivedAt(AT));
        }

        List<UUID> seen = new ArrayList<>();
        MessageQuery query = MessageQuery.all().source(SOURCE).limit(4);
        MessagePage page = store.list(query);
        int pages = 1;
        while (page.next().isPresent()) {
            page.messages().forEach(message -> seen.add(message.id()));
            page = store.list(query.after(page.next().get()));
            pages++;
        }
        page.messages().forEach(message -> seen.add(message.id()));

        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(pages).as("the last full page has no next").isEqualTo(3);
    }

    @Test
    void a_page_goes_on_where_the_one_before_ended_whatever_came_meanwhile() throws Exception {
        UUID oldest = insertAt(AT);
        UUID older = insertAt(AT.plusSeconds(1));
        UUID newest = insertAt(AT.plusSeconds(2));
        MessagePage page = store.list(MessageQuery.all().limit(1));
        assertThat(page.messages().get(0).id()).isEqualTo(newest);
        insertAt(AT.plusSeconds(3));

        assertThat(listed(MessageQuery.all().after(page.next().orElseThrow()))).containsExactly(older, oldest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "_", "x", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00Z_", "_x", "2030-13-01T00:00:00Z_1"})
    void a_text_that_is_no_cursor_is_refused(String cursor) {
        assertThatThrownBy(() -> store.list(MessageQuery.all().after(cursor)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void purging_includes_its_last_instant() throws Exception {
        UUID before = insertAt(AT.minusSeconds(1));
        UUID at = insertAt(AT);
        UUID after = insertAt(AT.plus(1, ChronoUnit.MICROS));

        assertThat(store.purge(SOURCE, ANY_STATE, AT, 10)).isEqualTo(2);

        assertThat(store.find(before)).isEmpty();
        assertThat(store.find(at)).isEmpty();
        assertThat(store.find(after)).isPresent();
    }

    @Test
    void purging_heeds_source_state_and_count() throws Exception {
        for (int i = 0; i < 5; i++) {
            insertNew(NewMessages.ignored(SOURCE));
        }
        UUID otherState = insertIn(MessageState.FAILED, "evt-1");
        UUID otherSource = insertNew(NewMessages.ignored("bank"));
        Set<MessageState> states = EnumSet.of(MessageState.HANDLED, MessageState.IGNORED);

        assertThat(store.purge(SOURCE, states, AT, 3)).isEqualTo(3);
        assertThat(store.purge(SOURCE, states, AT, 3)).isEqualTo(2);
        assertThat(store.purge(SOURCE, states, AT, 3)).isZero();
        assertThat(store.purge(SOURCE, EnumSet.noneOf(MessageState.class), AT, 3))
                .isZero();
        assertThat(listed(MessageQuery.all())).containsExactlyInAnyOrder(otherState, otherSource);
    }

    @Test
    void what_was_purged_is_new_again_and_its_attempts_are_gone() throws Exception {
        UUID purged = insertIn(MessageState.HANDLED, "evt-1");
        assertThat(store.attempts(purged)).hasSize(1);

        assertThat(store.purge(SOURCE, EnumSet.of(MessageState.HANDLED), AT, 10))
                .isEqualTo(1);

        assertThat(store.attempts(purged)).isEmpty();
        insertNew(NewMessages.queued(SOURCE).dedupeKey("evt-1"));
    }

    @Test
    void clearing_content_keys_heeds_source_time_and_count() throws Exception {
        Instant since = AT.minus(Duration.ofDays(1));
        for (int i = 0; i < 5; i++) {
            insertNew(NewMessages.queued(SOURCE).contentKey("old-" + i, since).receivedAt(AT.minusSeconds(1)));
        }
        insertNew(NewMessages.queued(SOURCE).receivedAt(AT.minusSeconds(1)));
        insertNew(NewMessages.queued(SOURCE).contentKey("at", since));
        insertNew(NewMessages.queued("bank").contentKey("old", since).receivedAt(AT.minusSeconds(1)));

        assertThat(store.clearContentKeys(SOURCE, AT, 3)).isEqualTo(3);
        assertThat(store.clearContentKeys(SOURCE, AT, 3)).isEqualTo(2);
        assertThat(store.clearContentKeys(SOURCE, AT, 3)).isZero();

        assertThat(isDuplicate(NewMessages.queued(SOURCE).contentKey("at", since)))
                .isTrue();
        assertThat(isDuplicate(NewMessages.queued("bank").contentKey("old", since)))
                .isTrue();
        assertThat(isDuplicate(NewMessages.queued(SOURCE).contentKey("old-0", since)))
                .isFalse();
        assertThat(listed(MessageQuery.all())).hasSize(9);
    }

    private boolean isDuplicate(NewMessages builder) throws Exception {
        return insert(builder.build()) instanceof Insertion.Duplicate;
    }

    private UUID insertAt(Instant receivedAt) throws Exception {
        return insertNew(NewMessages.queued(SOURCE).receivedAt(receivedAt));
    }

    private List<UUID> listed(MessageQuery query) {
        MessagePage page = store.list(query);
        assertThat(page.next()).isEmpty();
        return page.messages().stream().map(Message::id).toList();
    }
}
