package io.github.webhooks4j.memory;

import io.github.webhooks4j.send.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts pages off lists. */
final class Pages {
    private Pages() {}

    static <T> Page<T> of(Stream<T> all, int limit, Function<T, UUID> id) {
        List<T> found = all.limit(limit + 1L).toList();
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        return new Page<>(found.subList(0, limit), Optional.of(id.apply(found.get(limit - 1))));
    }
}
