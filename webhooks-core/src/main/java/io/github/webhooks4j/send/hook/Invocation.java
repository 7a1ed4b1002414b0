package io.github.webhooks4j.send.hook;

import org.jspecify.annotations.Nullable;

/** Goes on with the method that was intercepted, such as {@code joinPoint::proceed}. */
@FunctionalInterface
public interface Invocation {
    /**
     * Runs the method.
     *
     * @return what it returned
     * @throws Throwable what it threw
     */
    @Nullable
    Object proceed() throws Throwable;
}
