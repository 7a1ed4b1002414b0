package io.github.webhooks4j;

/**
 * Which event types are meant: one ({@code order.paid}), all below a prefix ({@code order.*}, which covers
 * {@code order.paid} and {@code order.item.added} but not {@code order}), or any ({@code *}).
 *
 * <p>Immutable. Matching is exact, case included, and takes no more than one comparison of the text.
 */
public final class EventTypePattern {
    private static final EventTypePattern ANY = new EventTypePattern("*", "", true);

    private final String text;
    private final String prefix;
    private final boolean wildcard;

    private EventTypePattern(String text, String prefix, boolean wildcard) {
        this.text = text;
        this.prefix = prefix;
        this.wildcard = wildcard;
    }

    /**
     * Any event type.
     *
     * @return the pattern {@code *}
     */
    public static EventTypePattern any() {
        return ANY;
    }

    /**
     * Reads a pattern.
     *
     * @param text an event type, a prefix that ends in {@code .*}, or {@code *}
     * @return the pattern
     * @throws IllegalArgumentException for a blank text, or a star anywhere else
     */
    public static EventTypePattern of(String text) {
        if (text.equals("*")) {
            return ANY;
        }
        boolean wildcard = text.endsWith(".*") && text.length() > 2;
        String prefix = wildcard ? text.substring(0, text.length() - 1) : text;
        if (prefix.isBlank() || prefix.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no event type pattern: a type, a prefix that ends in '.*', or '*'");
        }
        return new EventTypePattern(text, prefix, wildcard);
    }

    /**
     * Whether an event type is meant.
     *
     * @param eventType the type
     * @return whether it matches
     */
    public boolean matches(String eventType) {
        if (!wildcard) {
            return eventType.equals(prefix);
        }
        return prefix.isEmpty() || (eventType.startsWith(prefix) && eventType.length() > prefix.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventTypePattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
