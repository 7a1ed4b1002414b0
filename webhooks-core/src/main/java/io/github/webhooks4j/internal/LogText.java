package io.github.webhooks4j.internal;

/** Makes text from outside fit for a log line or an error column: escaped and cut off. */
public final class LogText {
    /** Most characters of an identifier in a log line: 200. */
    public static final int MAX_IN_LOG = 200;

    private LogText() {}

    /**
     * Escapes control and format characters (line ends, escape sequences, bidirectional marks, line
     * separators, unpaired surrogates) as {@code \\uXXXX}, and cuts off.
     *
     * @param text from outside
     * @param max most characters of the result
     * @return the safe text
     */
    public static String of(String text, int max) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), max));
        for (int i = 0; i < text.length() && safe.length() < max; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isUnsafe(point)) {
                safe.append("\\u").append(hex4(point));
            } else {
                safe.appendCodePoint(point);
            }
        }
        return safe.length() > max ? safe.substring(0, max) : safe.toString();
    }

    /**
     * The class of what was thrown and its message.
     *
     * @param thrown what was thrown
     * @param max most characters of the result
     * @return the safe text
     */
    public static String of(Throwable thrown, int max) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getName();
        return of(message == null ? name : name + ": " + message, max);
    }

    /**
     * Whether a character could break out of a line, or hide in it.
     *
     * @param point a code point
     * @return whether it is escaped
     */
    public static boolean isUnsafe(int point) {
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.UNASSIGNED
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    private static String hex4(int point) {
        String hex = Integer.toHexString(point);
        return "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    }
}
