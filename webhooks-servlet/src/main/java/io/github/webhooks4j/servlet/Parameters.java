package io.github.webhooks4j.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The parameters of a list. Read from the query itself: some containers would look into the body too. */
final class Parameters {
    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    static Parameters of(String query, Set<String> known) throws RefusedCall {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int mark = pair.indexOf('=');
                String name = decoded(mark < 0 ? pair : pair.substring(0, mark));
                String value = mark < 0 ? "" : decoded(pair.substring(mark + 1));
                if (!known.contains(name)) {
                    throw refused(
                            known.isEmpty()
                                    ? "there are no parameters"
                                    : "unknown parameter; known: " + String.join(", ", new TreeSet<>(known)));
                } else if (values.put(name, value) != null) {
                    throw refused(name + " is given more than once");
                } else if (value.chars().anyMatch(Character::isISOControl)) {
                    throw refused(name + " holds control characters");
                }
            }
        }
        return new Parameters(values);
    }

    private static String decoded(String text) throws RefusedCall {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("the query is encoded badly");
        }
    }

    static RefusedCall refused(String detail) {
        return RefusedCall.of(Problem.BAD_REQUEST, detail);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<UUID> id(String name) throws RefusedCall {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(value));
        } catch (IllegalArgumentException e) {
            throw refused(name + " is no id");
        }
    }

    int limit(int standard, int most) throws RefusedCall {
        String value = values.getOrDefault("limit", Integer.toString(standard));
        int limit = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
        if (limit < 1 || limit > most) {
            throw refused("limit must be a number from 1 to " + most);
        }
        return limit;
    }
}
