package io.github.webhooks4j.jdbc.internal;

import java.util.ArrayList;
import java.util.List;

/** Which patterns an event type matches: so that an index can be asked, and no pattern need be tried. */
final class Patterns {
    private Patterns() {}

    /** The type itself, each prefix of it with {@code .*}, and {@code *}. */
    static List<String> matching(String type) {
        List<String> patterns = new ArrayList<>(List.of(type, "*"));
        for (int dot = type.indexOf('.'); dot >= 0; dot = type.indexOf('.', dot + 1)) {
            if (dot > 0 && dot < type.length() - 1) {
                patterns.add(type.substring(0, dot) + ".*");
            }
        }
        return patterns;
    }
}
