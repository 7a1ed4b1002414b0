package io.github.webhooks4j.it.send;

import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.SendStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A real store with somebody who looks at, or delays, each call to its outbox. */
final class Intercepted {
    private Intercepted() {}

    static SendStore store(SendStore real, Consumer<String> before, BiConsumer<String, Object> after) {
        OutboxStore outbox = (OutboxStore) Proxy.newProxyInstance(
                Intercepted.class.getClassLoader(), new Class<?>[] {OutboxStore.class}, (proxy, method, arguments) -> {
                    before.accept(method.getName());
                    try {
                        Object result = method.invoke(real.outbox(), arguments);
                        after.accept(method.getName(), result);
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new SendStore() {
            @Override
            public EndpointStore endpoints() {
                return real.endpoints();
            }

            @Override
            public OutboxStore outbox() {
                return outbox;
            }
        };
    }
}
