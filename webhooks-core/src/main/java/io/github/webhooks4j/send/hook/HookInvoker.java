package io.github.webhooks4j.send.hook;

import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.Webhooks;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link Hook} method and publishes what it returns: what an interceptor of Spring AOP, CDI or another
 * framework calls. Made by {@link Hooks#invoker}.
 *
 * <p>Immutable and thread-safe.
 */
public final class HookInvoker {
    private final Webhooks webhooks;
    private final Method method;
    private final HookDeclaration declaration;

    HookInvoker(Webhooks webhooks, Method method, HookDeclaration declaration) {
        this.webhooks = webhooks;
        this.method = method;
        this.declaration = declaration;
    }

    /**
     * Runs the method, and publishes its result if there is one.
     *
     * @param arguments what the method is called with
     * @param target goes on with the method
     * @return what the method returned
     * @throws IllegalArgumentException before the method runs, when its owner is {@code null}; after it, when the
     *     result cannot be published
     * @throws Throwable what the method threw; nothing is published then
     */
    public @Nullable Object invoke(@Nullable Object[] arguments, Invocation target) throws Throwable {
        Optional<String> owner = declaration.owner(new HookCall(method, Arrays.asList(arguments)));
        Object result = target.proceed();
        Object payload = result instanceof Optional<?> optional ? optional.orElse(null) : result;
        if (payload != null) {
            Event event = declaration.event(payload);
            var unused = webhooks.publish(owner.map(event::owner).orElse(event));
        }
        return result;
    }

    @Override
    public String toString() {
        return "HookInvoker[" + method.getDeclaringClass().getSimpleName() + "." + method.getName() + "]";
    }
}
