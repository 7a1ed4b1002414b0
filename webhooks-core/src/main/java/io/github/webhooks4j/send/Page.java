package io.github.webhooks4j.send;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A page of a list, newest first.
 *
 * @param items what is on it
 * @param next the cursor of the next page, empty on the last
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, Optional<UUID> next) {
    /**
     * Keeps a copy of the items.
     *
     * @param items what is on it
     * @param next the cursor of the next page
     */
    public Page {
        items = List.copyOf(items);
    }
}
