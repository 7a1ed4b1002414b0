package io.github.webhooks4j.send.hook;

/**
 * Finds the owner of what a {@link Hook} method publishes when the method itself does not say it: from a security
 * context, say. Called before the method runs, on its thread.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface OwnerFunction {
    /**
     * The owner.
     *
     * @param call the call
     * @return the owner; what it throws ends the call before the method runs
     */
    String ownerOf(HookCall call);
}
