package io.github.webhooks4j.jdbc.internal;

import java.time.Duration;

/** How long a statement may run, and how long it may wait for a lock. */
public record Limits(Duration statement, Duration lock) {}
