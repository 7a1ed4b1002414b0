package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageAttempt.Outcome;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may run a message, and when. */
abstract class ClaimContract extends InsertContract {
    private static final Duration WITHIN_LEASE = LEASE.minusMinutes(2);
    private static final Set<MessageState> NOT_DONE =
            EnumSet.of(MessageState.REFUSED, MessageState.FAILED, MessageState.DEAD);

    @ParameterizedTest
    @EnumSource
    void a_repeat_takes_over_what_is_not_done_and_nothing_else(MessageState state) throws Exception {
        UUID id = insertIn(state, "evt-1");
        int before = store.attempts(id).size();

        Optional<Claim<Message>> claim = store.takeOver(id, LEASE, "node-2");

        assertThat(claim.isPresent()).isEqualTo(NOT_DONE.contains(state));
        assertThat(stateOf(id)).isEqualTo(claim.isPresent() ? MessageState.RECEIVED : state);
        assertThat(store.attempts(id)).hasSize(claim.isPresent() ? before + 1 : before);
    }

    @Test
    void a_takeover_writes_its_attempt_row_and_begins_the_schedule_again() throws Exception {
        UUID id = insertIn(MessageState.FAILED, "evt-1");

        Claim<Message> claim = store.takeOver(id, LEASE, "node-2").orElseThrow();

        assertThat(claim.attempt()).isEqualTo(2);
        assertThat(claim.scheduled()).isEqualTo(1);
        assertThat(claim.work().state()).isEqualTo(MessageState.RECEIVED);
        assertThat(claim.work().attempts()).isEqualTo(2);
        assertThat(outcomes(id)).containsExactly(Outcome.FAILED, Outcome.STARTED);
        assertThat(store.attempts(id).get(1).node()).isEqualTo("node-2");
    }

    @Test
    void a_received_message_is_taken_over_only_once_its_lease_ran_out() throws Exception {
        Claim<Message> first = insertInline();

        advance(WITHIN_LEASE);
        assertThat(store.takeOver(first.id(), LEASE, "node-2")).isEmpty();
        advance(LEASE.minus(WITHIN_LEASE));
        Claim<Message> second = store.takeOver(first.id(), LEASE, "node-2").orElseThrow();

        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(outcomes(first.id())).containsExactly(Outcome.UNKNOWN, Outcome.STARTED);
        assertThat(store.takeOver(first.id(), LEASE, "node-3")).isEmpty();
    }

    @Test
    void what_is_unknown_cannot_be_taken_over_or_reopened() {
        assertThat(store.takeOver(UUID.randomUUID(), LEASE, NODE)).isEmpty();
        assertThat(store.reopen(UUID.randomUUID(), ANY_STATE)).isFalse();
    }

    @Test
    void of_concurrent_takeovers_only_one_wins() throws Exception {
        UUID id = insertIn(MessageState.FAILED, "evt-1");

        List<Optional<Claim<Message>>> claims = together(16, () -> store.takeOver(id, LEASE, NODE));

        assertThat(claims.stream().filter(Optional::isPresent)).hasSize(1);
        assertThat(store.attempts(id)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void reopening_takes_any_state_but_pending_and_a_live_inline_claim(MessageState state) throws Exception {
        UUID id = insertIn(state, "evt-1");
        boolean expected = state != MessageState.PENDING && state != MessageState.RECEIVED;

        assertThat(store.reopen(id, ANY_STATE)).isEqualTo(expected);

        assertThat(stateOf(id)).isEqualTo(expected ? MessageState.PENDING : state);
        if (expected) {
            assertThat(ids(claim(10))).containsExactly(id);
        }
    }

    @Test
    void reopening_heeds_the_states_it_is_told() throws Exception {
        UUID id = insertIn(MessageState.DEAD, "evt-1");

        assertThat(store.reopen(id, EnumSet.of(MessageState.FAILED))).isFalse();
        assertThat(store.reopen(id, EnumSet.noneOf(MessageState.class))).isFalse();
        assertThat(stateOf(id)).isEqualTo(MessageState.DEAD);
        assertThat(store.reopen(id, EnumSet.of(MessageState.FAILED, MessageState.DEAD)))
                .isTrue();
    }

    @Test
    void a_received_message_is_reopened_once_its_lease_ran_out() throws Exception {
        Claim<Message> lost = insertInline();
        advance(LEASE);

        assertThat(store.reopen(lost.id(), EnumSet.of(MessageState.FAILED))).isFalse();
        assertThat(store.reopen(lost.id(), EnumSet.of(MessageState.RECEIVED))).isTrue();

        assertThat(outcomes(lost.id())).containsExactly(Outcome.UNKNOWN);
        assertThat(store.finish(lost, new MessageResult.Handled())).isFalse();
        assertThat(stateOf(lost.id())).isEqualTo(MessageState.PENDING);
        assertThat(outcomes(lost.id())).containsExactly(Outcome.HANDLED);
    }

    @Test
    void reopening_begins_the_schedule_again_and_numbers_attempts_on() throws Exception {
        UUID id = insertQueued();
        assertThat(store.finish(claimOne(), new MessageResult.RetryIn(Duration.ZERO, "first")))
                .isTrue();
        Claim<Message> second = claimOne();
        assertThat(second.scheduled()).isEqualTo(2);
        assertThat(store.finish(second, new MessageResult.Dead("second"))).isTrue();

        assertThat(store.reopen(id, EnumSet.of(MessageState.DEAD))).isTrue();

        assertThat(found(id).error()).contains("second");
        Claim<Message> third = claimOne();
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.scheduled()).isEqualTo(1);
        assertThat(third.fence()).isGreaterThan(second.fence());
    }

    @Test
    void the_longest_due_are_claimed_first() throws Exception {
        List<UUID> inOrder = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            inOrder.add(insertQueued());
            advance(Duration.ofSeconds(10));
        }

        assertThat(ids(claim(2))).containsExactlyElementsOf(inOrder.subList(0, 2));
        assertThat(ids(claim(10))).containsExactlyElementsOf(inOrder.subList(2, 5));
    }

    @Test
    void what_is_due_later_is_not_claimed_and_goes_in_order_of_its_due_time() throws Exception {
        UUID late = insertQueued();
        assertThat(store.finish(claimOne(), new MessageResult.RetryIn(Duration.ofHours(1), "busy")))
                .isTrue();
        UUID early = insertQueued();

        assertThat(ids(claim(10))).containsExactly(early);
        advance(Duration.ofMinutes(59));
        assertThat(ids(claim(10))).containsExactly(early);
        advance(Duration.ofMinutes(1));
        UUID latest = insertQueued();
        assertThat(ids(claim(10))).containsExactly(late, latest);
    }

    @Test
    void only_the_sources_asked_for_are_claimed() throws Exception {
        UUID shop = insertQueued();
        UUID bank = insertNew(NewMessages.queued("bank"));

        assertThat(store.claimDue(Set.of(), 10, LEASE, NODE)).isEmpty();
        assertThat(store.claimDue(Set.of("nobody"), 10, LEASE, NODE)).isEmpty();
        assertThat(ids(store.claimDue(Set.of("bank"), 10, LEASE, NODE))).containsExactly(bank);
        assertThat(ids(store.claimDue(Set.of("bank", SOURCE, "nobody"), 10, LEASE, NODE)))
                .containsExactly(shop);
    }

    @Test
    void a_source_with_a_long_queue_does_not_starve_another() throws Exception {
        insertBacklog(1000);
        advance(Duration.ofMinutes(1));
        List<UUID> few = List.of(insertNew(NewMessages.queued("bank")), insertNew(NewMessages.queued("bank")));

        List<Claim<Message>> claims = store.claimDue(Set.of(SOURCE, "bank"), 10, LEASE, NODE);

        assertThat(claims).hasSize(10);
        assertThat(ids(claims)).containsAll(few);
    }

    @Test
    void a_source_with_a_long_queue_does_not_starve_another_when_one_is_claimed_at_a_time() throws Exception {
        insertBacklog(50);
        advance(Duration.ofMinutes(1));
        UUID bank = insertNew(NewMessages.queued("bank"));

        List<UUID> claimed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claimed.addAll(ids(store.claimDue(Set.of(SOURCE, "bank"), 1, LEASE, NODE)));
        }

        assertThat(claimed).hasSize(20).contains(bank);
    }

    private void insertBacklog(int count) throws Exception {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(store.insert(NewMessages.queued(SOURCE).build()).toCompletableFuture());
        }
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).get(60, TimeUnit.SECONDS);
    }

    @Test
    void a_claim_writes_its_attempt_row_before_anything_runs() throws Exception {
        UUID id = insertQueued();

        Claim<Message> claim = claimOne();

        assertThat(claim.attempt()).isEqualTo(1);
        assertThat(claim.scheduled()).isEqualTo(1);
        assertThat(claim.work().state()).isEqualTo(MessageState.PENDING);
        assertThat(claim.work().attempts()).isEqualTo(1);
        List<MessageAttempt> attempts = store.attempts(id);
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).node()).isEqualTo(NODE);
        assertThat(attempts.get(0).outcome()).isEqualTo(Outcome.STARTED);
        Instant leaseEnd = found(id).dueAt().orElseThrow();
        assertThat(Duration.between(attempts.get(0).startedAt(), leaseEnd)).isCloseTo(LEASE, Duration.ofSeconds(30));
    }

    @Test
    void what_is_claimed_is_not_claimed_again_while_its_lease_holds() throws Exception {
        insertQueued();
        claimOne();

        assertThat(claim(10)).isEmpty();
        advance(WITHIN_LEASE);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void a_lease_that_ran_out_makes_its_message_due_again() throws Exception {
        UUID id = insertQueued();
        Claim<Message> first = claimOne();
        advance(LEASE);

        Claim<Message> second = claimOne();

        assertThat(second.id()).isEqualTo(id);
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.scheduled()).isEqualTo(2);
        assertThat(outcomes(id)).containsExactly(Outcome.UNKNOWN, Outcome.STARTED);
        assertThat(store.attempts(id).get(0).endedAt()).isPresent();
    }

    @Test
    void concurrent_claimers_never_overlap_and_leave_nothing_behind() throws Exception {
        needs(Ability.CONCURRENT_CLAIMS);
        List<String> sources = List.of(SOURCE, "bank", "mail");
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            all.add(insertNew(NewMessages.queued(sources.get(i % 3))));
        }

        List<UUID> claimed = new ArrayList<>();
        together(8, () -> claimUntilNoneIsLeft(Set.copyOf(sources))).forEach(claimed::addAll);
        List<UUID> safety = List.copyOf(claimed);
        claimed.addAll(claimUntilNoneIsLeft(Set.copyOf(sources)));

        assertThat(safety).doesNotHaveDuplicates();
        assertThat(new HashSet<>(claimed)).isEqualTo(all);
        assertThat(all).allMatch(id -> stateOf(id) == MessageState.HANDLED);
        assertThat(all).allMatch(id -> store.attempts(id).size() == 1);
    }

    private List<UUID> claimUntilNoneIsLeft(Set<String> sources) {
        List<UUID> mine = new ArrayList<>();
        List<Claim<Message>> claims = store.claimDue(sources, 7, LEASE, NODE);
        while (!claims.isEmpty()) {
            for (Claim<Message> claim : claims) {
                mine.add(claim.id());
                assertThat(store.finish(claim, new MessageResult.Handled())).isTrue();
            }
            claims = store.claimDue(sources, 7, LEASE, NODE);
        }
        return mine;
    }
}
