package io.github.webhooks4j.examples.quickstart;

import java.util.List;

/** What this application reads of GitHub's {@code push} event; the rest of the payload is left alone. */
record Push(String ref, Repository repository, List<Commit> commits) {
    record Repository(String name) {}

    record Commit(String id, String message) {}
}
