package io.github.webhooks4j.send.hook;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.send.Webhooks;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@link Hook} methods into events: by a proxy around an implementation of an interface, or for a framework's
 * interceptor.
 *
 * <p>Immutable and thread-safe.
 */
public final class Hooks {
    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final Webhooks webhooks;
    private final @Nullable OwnerFunction owners;

    private Hooks(Webhooks webhooks, @Nullable OwnerFunction owners) {
        this.webhooks = webhooks;
        this.owners = owners;
    }

    /**
     * Hooks that publish through this sender.
     *
     * @param webhooks where events are published
     * @return the hooks
     */
    public static Hooks of(Webhooks webhooks) {
        return new Hooks(requireNonNull(webhooks, "webhooks"), null);
    }

    /**
     * A copy that asks for the owner of methods that do not name one themselves.
     *
     * @param function finds the owner of a call
     * @return the copy
     */
    public Hooks ownersFrom(OwnerFunction function) {
        return new Hooks(webhooks, requireNonNull(function, "function"));
    }

    /**
     * Wraps an implementation: what its annotated methods return is published.
     *
     * @param type the interface, whose methods carry the annotations
     * @param target the implementation
     * @param <T> the interface
     * @return a proxy of the interface
     * @throws IllegalArgumentException naming every fault of every declaration: an unknown event type, no owner,
     *     nothing returned, no annotated method at all, an annotation on the implementation's method only, …
     */
    public <T> T wrap(Class<T> type, T target) {
        List<String> faults = new ArrayList<>();
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is no interface; a class is intercepted by the"
                    + " framework that makes it, with Hooks.invoker");
        }
        Map<Method, HookInvoker> invokers = new HashMap<>();
        for (Method method : annotated(type)) {
            HookDeclaration declaration = declaration(method);
            if (!method.isBridge()) { // that repeats the declaration of a method that is checked itself
                faults.addAll(declaration.faults(webhooks));
            }
            invokers.put(method, new HookInvoker(webhooks, method, declaration));
        }
        faults.addAll(unseen(type, requireNonNull(target, "target").getClass()));
        if (invokers.isEmpty()) {
            faults.add(type.getSimpleName() + " has no method with @Hook");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("hooks are declared wrongly: " + String.join("; ", faults));
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new Proxied(target, Map.copyOf(invokers))));
    }

    /** Annotated methods of the implementation of which the interface knows nothing: they would never publish. */
    private static List<String> unseen(Class<?> type, Class<?> implementation) {
        return annotated(implementation).stream()
                .filter(method ->
                        !method.isBridge() && !method.getDeclaringClass().isInterface() && !isAnnotatedIn(type, method))
                .map(method -> implementation.getSimpleName() + "." + method.getName()
                        + ": @Hook is on the implementation only; put it on the method of " + type.getSimpleName())
                .toList();
    }

    private static boolean isAnnotatedIn(Class<?> type, Method method) {
        return annotated(type).stream()
                .anyMatch(declared -> declared.getName().equals(method.getName())
                        && declared.getParameterCount() == method.getParameterCount());
    }

    /** In an order that does not depend on the virtual machine, for messages. */
    private static List<Method> annotated(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Hook.class))
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    /**
     * What runs one method for an interceptor.
     *
     * @param method a method with {@link Hook}
     * @return its invoker; keep it, making one checks the declaration
     * @throws IllegalArgumentException naming every fault of the declaration
     */
    public HookInvoker invoker(Method method) {
        if (!method.isAnnotationPresent(Hook.class)) {
            throw new IllegalArgumentException(method + " has no @Hook");
        }
        HookDeclaration declaration = declaration(method);
        List<String> faults = declaration.faults(webhooks);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("hook is declared wrongly: " + String.join("; ", faults));
        }
        return new HookInvoker(webhooks, method, declaration);
    }

    private HookDeclaration declaration(Method method) {
        return new HookDeclaration(method, requireNonNull(method.getAnnotation(Hook.class)), owners);
    }

    /** The proxy's other half. */
    private record Proxied(Object target, Map<Method, HookInvoker> invokers) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            Invocation plain = () -> call(method, arguments);
            if (method.getDeclaringClass() == Object.class && arguments != null) { // equals, the only one with any
                return isEqual(arguments[0]);
            }
            @Nullable HookInvoker invoker = invokers.get(method);
            return invoker == null
                    ? plain.proceed()
                    : invoker.invoke(arguments == null ? NO_ARGUMENTS : arguments, plain);
        }

        /** As its target, to another proxy as to that one's target: a proxy equals itself. */
        private boolean isEqual(@Nullable Object other) {
            return other != null
                    && Proxy.isProxyClass(other.getClass())
                    && Proxy.getInvocationHandler(other) instanceof Proxied that
                    && target.equals(that.target);
        }

        private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            try {
                method.trySetAccessible();
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw requireNonNull(e.getCause());
            }
        }
    }
}
