package io.github.webhooks4j.work;

import java.util.UUID;

/**
 * The right to run one piece of work until its lease ends. Whoever claims the same work later gets a higher
 * fence; a result that names an older one is refused.
 *
 * @param id which work
 * @param work the work itself
 * @param fence the token without which a result is refused
 * @param attempt the number of this attempt, from 1, counted before anything runs
 * @param scheduled the number of this attempt on the retry schedule, from 1: it starts again when the work
 *     is opened again by hand or by a repeat
 * @param <T> the kind of work
 */
public record Claim<T>(UUID id, T work, long fence, int attempt, int scheduled) {}
