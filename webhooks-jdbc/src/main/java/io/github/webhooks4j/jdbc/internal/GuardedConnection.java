package io.github.webhooks4j.jdbc.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection that user code may write with, while the transaction stays the store's. */
public final class GuardedConnection implements InvocationHandler {
    private static final Set<String> REFUSED =
            Set.of("commit", "close", "abort", "setAutoCommit", "unwrap", "beginRequest", "endRequest");

    private final Connection real;
    private final Connection guarded;
    private volatile boolean over;

    public GuardedConnection(Connection real) {
        this.real = real;
        this.guarded = (Connection) proxy(Connection.class, this);
    }

    public Connection connection() {
        return guarded;
    }

    /** From now on the connection refuses everything: its transaction is the store's to end. */
    public void end() {
        over = true;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        boolean wholeRollback = name.equals("rollback") && arguments == null;
        if (over && !name.equals("isClosed") && method.getDeclaringClass() != Object.class) {
            throw new IllegalStateException(
                    "the handler's transaction is over: its connection cannot be used any more");
        }
        if (REFUSED.contains(name) || wholeRollback) {
            throw new IllegalStateException("a handler may not call " + name
                    + "() on the connection of its transaction: it ends when the handler returns or throws");
        }
        return switch (name) {
            case "isWrapperFor" -> false;
            case "isClosed" -> over || real.isClosed();
            case "equals" -> arguments != null && arguments[0] == proxy;
            default -> guardedResult(call(real, method, arguments));
        };
    }

    /** What a connection makes knows the way back to it. */
    private @Nullable Object guardedResult(@Nullable Object result) {
        if (result instanceof CallableStatement) {
            return proxy(CallableStatement.class, new Child(result));
        } else if (result instanceof PreparedStatement) {
            return proxy(PreparedStatement.class, new Child(result));
        } else if (result instanceof Statement) {
            return proxy(Statement.class, new Child(result));
        } else if (result instanceof DatabaseMetaData) {
            return proxy(DatabaseMetaData.class, new Child(result));
        }
        return result;
    }

    private final class Child implements InvocationHandler {
        private final Object child;
        private final @Nullable Object statement;

        Child(Object child) {
            this(child, null);
        }

        /** A result set knows the guarded statement that it came from. */
        Child(Object child, @Nullable Object statement) {
            this.child = child;
            this.statement = statement;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getConnection" -> guarded;
                case "unwrap" ->
                    throw new IllegalStateException(
                            "a handler may not unwrap what its connection made: it leads back to the transaction");
                case "isWrapperFor" -> false;
                case "getStatement" -> statement == null ? guardedResult(call(child, method, arguments)) : statement;
                case "equals" -> arguments != null && arguments[0] == proxy;
                default -> resultOf(proxy, call(child, method, arguments));
            };
        }

        private @Nullable Object resultOf(Object proxy, @Nullable Object result) {
            return result instanceof ResultSet
                    ? proxy(ResultSet.class, new Child(result, child instanceof Statement ? proxy : null))
                    : guardedResult(result);
        }
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
