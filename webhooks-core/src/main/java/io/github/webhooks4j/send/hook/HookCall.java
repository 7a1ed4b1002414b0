package io.github.webhooks4j.send.hook;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a {@link Hook} method.
 *
 * @param method the annotated method
 * @param arguments what it is called with
 */
public record HookCall(Method method, List<@Nullable Object> arguments) {
    /**
     * Keeps a copy of the arguments, which may be {@code null}.
     *
     * @param method the annotated method
     * @param arguments what it is called with
     */
    public HookCall {
        arguments = Collections.unmodifiableList(Arrays.asList(arguments.toArray()));
    }

    /** Tells the method only: arguments may hold anything. */
    @Override
    public String toString() {
        return "HookCall[" + method.getDeclaringClass().getSimpleName() + "." + method.getName() + "]";
    }
}
