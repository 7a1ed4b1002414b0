package io.github.webhooks4j.work;

/**
 * What a {@link WorkLoop} does with a claim.
 *
 * <p>Implementations are thread-safe: several claims run at the same time.
 *
 * @param <T> the kind of work
 */
@FunctionalInterface
public interface WorkRunner<T> {
    /**
     * Runs the work and writes its result. It should not throw: what it throws is logged as an error, the
     * result stays unwritten, and the claim's lease runs out. Interrupted when the loop closes and the drain
     * deadline has passed.
     *
     * @param claim the claim
     */
    void run(Claim<T> claim);
}
