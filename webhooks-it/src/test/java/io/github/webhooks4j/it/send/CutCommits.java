package io.github.webhooks4j.it.send;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** A data source whose next commit is cut off: the caller cannot know whether it took place. */
final class CutCommits {
    enum Cut {
        BEFORE,
        AFTER
    }

    private final DataSource real;
    private final AtomicReference<Cut> next = new AtomicReference<>();

    CutCommits(DataSource real) {
        this.real = real;
    }

    void cutNext(Cut cut) {
        next.set(cut);
    }

    DataSource dataSource() {
        return proxy(
                DataSource.class,
                (name, call) -> {
                    Object result = call.run();
                    return result instanceof Connection connection ? cutting(connection) : result;
                },
                real);
    }

    private Connection cutting(Connection connection) {
        return proxy(
                Connection.class,
                (name, call) -> {
                    // leaving a transaction by auto-commit commits too
                    Cut cut = name.equals("commit") ? next.getAndSet(null) : null;
                    if (cut == Cut.BEFORE) {
                        connection.rollback();
                    } else {
                        Object result = call.run();
                        if (cut == null) {
                            return result;
                        }
                    }
                    throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                },
                connection);
    }

    @FunctionalInterface
    private interface Call {
        Object run() throws Throwable;
    }

    @FunctionalInterface
    private interface Handler {
        Object handle(String name, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method.getName(), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}
