package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.receive.Insertion;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageResult;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.NewMessage;
import io.github.webhooks4j.testkit.NewMessages;
import io.github.webhooks4j.work.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The same operations on two stores, compared one by one. They are a minute apart, and no lease or delay is a
 * whole number of minutes: nothing falls on a boundary, and no two messages are due at the same time, even
 * when one of the clocks runs on by some seconds.
 */
final class RandomOperations {
    private static final Duration LEASE = Duration.ofSeconds(260);
    private static final Duration DELAY = Duration.ofSeconds(160);
    private static final List<String> SOURCES = List.of("shop", "bank");
    private static final List<MessageState> STATES = List.of(MessageState.values());

    private record Pair(Claim<Message> tested, Claim<Message> reference) {}

    private final MessageStore tested;
    private final MessageStore reference;
    private final long seed;
    private final Random random;
    private final List<UUID> ids = new ArrayList<>();
    private final List<Pair> claims = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private Instant receivedAt = NewMessages.RECEIVED_AT;

    RandomOperations(MessageStore tested, MessageStore reference, long seed) {
        this.tested = tested;
        this.reference = reference;
        this.seed = seed;
        random = new Random(seed);
    }

    void next() throws Exception {
        receivedAt = receivedAt.plusSeconds(60);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> insert();
            case 3, 4 -> claimDue();
            case 5, 6, 7 -> finish();
            case 8 -> takeOver();
            case 9 -> reopen();
            case 10 -> list();
            default -> maintain();
        }
    }

    private void insert() throws Exception {
        String source = pick(SOURCES);
        NewMessages builder = switch (random.nextInt(5)) {
            case 0 -> NewMessages.ignored(source);
            case 1, 2 -> NewMessages.inline(source, LEASE, "node");
            default -> NewMessages.queued(source);
        };
        if (random.nextBoolean()) {
            builder.dedupeKey("evt-" + random.nextInt(20));
        }
        if (random.nextBoolean()) {
            builder.contentKey("hash-" + random.nextInt(10), receivedAt.minus(Duration.ofMinutes(30)));
        }
        NewMessage message = builder.receivedAt(receivedAt).build();
        done.add("insert " + message);
        Insertion one = tested.insert(message).toCompletableFuture().get(30, TimeUnit.SECONDS);
        Insertion two = reference.insert(message).toCompletableFuture().get(30, TimeUnit.SECONDS);
        if (one instanceof Insertion.Inserted inserted && two instanceof Insertion.Inserted expected) {
            ids.add(message.id());
            compareClaims(inserted.claim(), expected.claim());
        } else {
            assertThat(one).as(this::story).isEqualTo(two);
        }
    }

    private void claimDue() {
        Set<String> source = Set.of(pick(SOURCES));
        done.add("claimDue " + source);
        compareClaims(
                tested.claimDue(source, 1, LEASE, "node").stream().findFirst(),
                reference.claimDue(source, 1, LEASE, "node").stream().findFirst());
    }

    private void takeOver() {
        if (!ids.isEmpty()) {
            UUID id = pick(ids);
            done.add("takeOver " + id);
            compareClaims(tested.takeOver(id, LEASE, "node"), reference.takeOver(id, LEASE, "node"));
        }
    }

    private void reopen() {
        if (!ids.isEmpty()) {
            UUID id = pick(ids);
            Set<MessageState> from = EnumSet.of(pick(STATES), pick(STATES), pick(STATES));
            done.add("reopen " + id + " " + from);
            assertThat(tested.reopen(id, from)).as(this::story).isEqualTo(reference.reopen(id, from));
            compare(id);
        }
    }

    private void finish() {
        if (!claims.isEmpty()) {
            boolean latest = random.nextInt(3) > 0;
            Pair claim = latest ? claims.get(claims.size() - 1) : pick(claims);
            MessageResult result = pick(List.of(
                    new MessageResult.Handled(),
                    new MessageResult.Ignored(),
                    new MessageResult.Refused(),
                    new MessageResult.Failed("failed " + done.size()),
                    new MessageResult.RetryIn(DELAY, "retry " + done.size()),
                    new MessageResult.RetryIn(DELAY, "retry " + done.size()),
                    new MessageResult.Dead("dead " + done.size()),
                    new MessageResult.Released()));
            done.add("finish " + claim.reference().id() + " attempt "
                    + claim.reference().attempt() + " " + result);
            assertThat(tested.finish(claim.tested(), result))
                    .as(this::story)
                    .isEqualTo(reference.finish(claim.reference(), result));
            compare(claim.reference().id());
        }
    }

    private void list() {
        MessageQuery query = MessageQuery.all()
                .source(pick(SOURCES))
                .state(pick(STATES))
                .from(receivedAt.minus(Duration.ofMinutes(random.nextInt(200))))
                .limit(1 + random.nextInt(5));
        done.add("list");
        assertThat(view(tested, query)).as(this::story).isEqualTo(view(reference, query));
    }

    private void maintain() {
        String source = pick(SOURCES);
        Instant until = receivedAt.minus(Duration.ofMinutes(40L + random.nextInt(60)));
        if (random.nextBoolean()) {
            Set<MessageState> states = EnumSet.of(pick(STATES));
            done.add("purge " + source + " " + states + " " + until);
            assertThat(tested.purge(source, states, until, 1000))
                    .as(this::story)
                    .isEqualTo(reference.purge(source, states, until, 1000));
        } else {
            done.add("clearContentKeys " + source + " " + until);
            tested.clearContentKeys(source, until, 1000);
            reference.clearContentKeys(source, until, 1000);
        }
    }

    void compareEverything(Set<String> sources) {
        ids.forEach(this::compare);
        for (String source : sources) {
            MessageQuery query = MessageQuery.all().source(source).limit(MessageQuery.MAX_LIMIT);
            assertThat(view(tested, query)).as(this::story).isEqualTo(view(reference, query));
        }
    }

    private void compareClaims(Optional<Claim<Message>> one, Optional<Claim<Message>> two) {
        assertThat(one.map(RandomOperations::view)).as(this::story).isEqualTo(two.map(RandomOperations::view));
        if (one.isPresent() && two.isPresent()) {
            claims.add(new Pair(one.get(), two.get()));
            compare(one.get().id());
        }
    }

    private void compare(UUID id) {
        assertThat(tested.find(id).map(RandomOperations::view))
                .as(this::story)
                .isEqualTo(reference.find(id).map(RandomOperations::view));
        assertThat(tested.attempts(id).stream().map(RandomOperations::view).toList())
                .as(this::story)
                .isEqualTo(reference.attempts(id).stream()
                        .map(RandomOperations::view)
                        .toList());
    }

    private static List<String> view(MessageStore store, MessageQuery query) {
        return store.list(query).messages().stream().map(RandomOperations::view).toList();
    }

    private static String view(Message message) {
        return message + " attempts=" + message.attempts() + " error=" + message.error() + " due="
                + message.dueAt().isPresent() + " finished="
                + message.finishedAt().isPresent();
    }

    private static String view(MessageAttempt attempt) {
        return attempt.number() + " " + attempt.node() + " " + attempt.outcome() + " " + attempt.error() + " ended="
                + attempt.endedAt().isPresent();
    }

    private static String view(Claim<Message> claim) {
        return view(claim.work()) + " attempt=" + claim.attempt() + " scheduled=" + claim.scheduled();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String story() {
        return "seed " + seed + ", operation " + done.size() + ", the last ones "
                + done.subList(Math.max(0, done.size() - 10), done.size());
    }
}
