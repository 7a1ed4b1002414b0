package io.github.webhooks4j.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of one input, taken apart so that kept inputs can be read: a digit or letter chooses, lines are texts. */
public final class FuzzInput {
    private final byte[] bytes;
    private int at;

    public FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** One of so many: {@code 0}, {@code 1}, … in the input. */
    public int choice(int count) {
        return at < bytes.length ? Math.floorMod(bytes[at++] - '0', count) : 0;
    }

    /** One of these. */
    public <T> T choice(List<T> some) {
        return some.get(choice(some.size()));
    }

    /** The text up to the end of the line. */
    public String line() {
        int from = at;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        String line = new String(bytes, from, at - from, StandardCharsets.UTF_8);
        at = Math.min(at + 1, bytes.length);
        return line;
    }

    /** The lines up to an empty one. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** All that is left. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return rest;
    }

    /** All that is left. */
    public String text() {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    /** Fails the run: what must always hold does not. */
    public static void check(boolean holds, String what, Object... details) {
        if (!holds) {
            throw new AssertionError(what + ": " + Arrays.deepToString(details));
        }
    }
}
