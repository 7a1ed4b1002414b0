package io.github.webhooks4j.work;

import java.util.concurrent.CompletionStage;

/**
 * What a {@link WorkLoop} does with a claim when a run needs no thread while it waits.
 *
 * <p>Implementations are thread-safe: several runs are started and are under way at the same time.
 *
 * @param <T> the kind of work
 */
@FunctionalInterface
public interface AsyncRunner<T> {
    /**
     * Starts a run, which writes its result itself. It should return soon: few threads start all runs. What it
     * throws, and a stage that completes exceptionally, is logged as an error; the result then stays unwritten
     * and the claim's lease runs out.
     *
     * @param claim the claim
     * @param lease until when it may be begun; the loop looked before this call, a runner that does something
     *     else first looks again
     * @return complete when the run is over and its result is written or given up; on any thread. Until then it
     *     occupies one of the loop's slots
     */
    CompletionStage<?> run(Claim<T> claim, Lease lease);
}
