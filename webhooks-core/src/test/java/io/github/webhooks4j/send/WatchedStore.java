package io.github.webhooks4j.send;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A store at whose calls something happens first: a failure, say. */
final class WatchedStore implements SendStore {
    private final SendStore target;
    private final Map<String, Consumer<Object[]>> before = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Object>> after = new ConcurrentHashMap<>();

    WatchedStore(SendStore target) {
        this.target = target;
    }

    /** Before each call of a method, with its arguments; what it throws is what the store throws. */
    void before(String method, Consumer<Object[]> action) {
        before.put(method, action);
    }

    /** After each call of a method, with what it returns. */
    void after(String method, Consumer<Object> action) {
        after.put(method, action);
    }

    void quiet() {
        before.clear();
        after.clear();
    }

    @Override
    public EndpointStore endpoints() {
        return watched(EndpointStore.class, target.endpoints());
    }

    @Override
    public OutboxStore outbox() {
        return watched(OutboxStore.class, target.outbox());
    }

    private <T> T watched(Class<T> type, T store) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    before.getOrDefault(method.getName(), ignored -> {}).accept(arguments);
                    Object result;
                    try {
                        result = method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    after.getOrDefault(method.getName(), ignored -> {}).accept(result);
                    return result;
                }));
    }
}
