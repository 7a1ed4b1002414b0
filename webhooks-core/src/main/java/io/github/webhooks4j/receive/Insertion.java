package io.github.webhooks4j.receive;

import io.github.webhooks4j.work.Claim;
import java.util.Optional;
import java.util.UUID;

/** What became of a message that was to be stored; told only after the commit. */
public sealed interface Insertion {
    /**
     * It is in the log, committed.
     *
     * @param claim the claim of its first attempt, for {@link NewMessage.Start.Inline}
     */
    record Inserted(Optional<Claim<Message>> claim) implements Insertion {}

    /**
     * The log had it already: same id or same content, committed earlier.
     *
     * @param id the message in the log
     * @param state its state
     */
    record Duplicate(UUID id, MessageState state) implements Insertion {}
}
