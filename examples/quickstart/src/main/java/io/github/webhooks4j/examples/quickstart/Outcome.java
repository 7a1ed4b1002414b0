package io.github.webhooks4j.examples.quickstart;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a delivery.
 *
 * @param status the answer over HTTP, or {@link #NOT_SENT}
 * @param log the state of its message in the log, or {@code -} when the log holds none
 * @param attempts how many attempts the log tells of
 * @param runs how often this delivery made a handler run
 */
record Outcome(int status, String log, int attempts, int runs) {
    static final String NOTHING = "-";
    static final int NOT_SENT = 0;
    static final Outcome NOT_IN_LOG = new Outcome(NOT_SENT, NOTHING, 0, 0);

    /** Everything in which this outcome is not the expected one, in words. */
    List<String> differences(Outcome expected) {
        List<String> found = new ArrayList<>();
        compare(found, "answer", expected.status, status);
        compare(found, "log", expected.log, log);
        compare(found, "attempts", expected.attempts, attempts);
        compare(found, "handler runs", expected.runs, runs);
        return found;
    }

    private static void compare(List<String> found, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            found.add(what + ": expected " + expected + ", was " + actual);
        }
    }
}
