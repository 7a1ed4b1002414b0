package io.github.webhooks4j.receive;

import java.util.List;
import java.util.Optional;

/**
 * A page of the log, newest first.
 *
 * @param messages the messages
 * @param next where the following page begins; empty on the last
 */
public record MessagePage(List<Message> messages, Optional<String> next) {
    /**
     * Keeps its own list.
     *
     * @param messages the messages
     * @param next where the following page begins; empty on the last
     */
    public MessagePage {
        messages = List.copyOf(messages);
    }
}
