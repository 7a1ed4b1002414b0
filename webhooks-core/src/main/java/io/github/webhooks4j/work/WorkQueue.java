package io.github.webhooks4j.work;

import java.time.Duration;
import java.util.List;

/**
 * Where a {@link WorkLoop} gets its work from.
 *
 * <p>Implementations are thread-safe: a claim is released or lost on another thread than it was claimed on.
 *
 * @param <T> the kind of work
 */
public interface WorkQueue<T> {
    /**
     * Claims what is due. Called by one thread at a time; may throw anything, which is tried again later.
     *
     * @param max at most so many
     * @param lease how long the claims hold
     * @param node who claims
     * @return the claims, possibly none
     */
    List<Claim<T>> claim(int max, Duration lease, String node);

    /**
     * Gives back a claim that was not begun, because the loop closes. What it throws is logged; the claim's
     * lease then runs out.
     *
     * @param claim the claim
     */
    void release(Claim<T> claim);

    /**
     * Tells of a claim that was not begun because its lease ran out before, such as after a long pause of the
     * process. Somebody else may have the work by now: a queue that records this names the fence. What it throws
     * is logged.
     *
     * @param claim the claim
     */
    default void lost(Claim<T> claim) {}
}
