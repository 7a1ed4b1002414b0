package io.github.webhooks4j.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A data source that always hands out one connection, just as it was given back. */
final class OneConnection implements AutoCloseable {
    private final Connection real;

    OneConnection(String url, boolean autoCommit) throws SQLException {
        real = DriverManager.getConnection(url);
        real.setAutoCommit(autoCommit);
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> handOut());
    }

    private Connection handOut() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Connection real() {
        return real;
    }

    @Override
    public void close() throws SQLException {
        real.close();
    }
}
