package io.github.webhooks4j.examples.gateway;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;
import java.util.Optional;

/** Where the database is. Never printed: URL and password may both hold a password. */
record DatabaseConfig(String url, Optional<String> user, Optional<String> password, int pool) {
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final long CONNECTION_WAIT_MILLIS = 5_000;
    private static final String SOCKET_TIMEOUT_SECONDS = "30";

    static boolean isKnown(String url) {
        return url.startsWith(H2) || url.startsWith(POSTGRESQL);
    }

    HikariDataSource open() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("gateway");
        config.setJdbcUrl(url.startsWith(H2) ? openUntilClosed(url) : url);
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        config.setMaximumPoolSize(pool);
        config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
        if (url.startsWith(POSTGRESQL)) {
            // The driver waits for ever on a host that vanished; one in the URL goes before this one.
            config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        }
        return new HikariDataSource(config);
    }

    /** H2 closes the database in a shutdown hook of its own, while requests are still being drained. */
    private static String openUntilClosed(String url) {
        return url.toUpperCase(Locale.ROOT).contains("DB_CLOSE_ON_EXIT") ? url : url + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    /** The text without what may be secret. */
    String without(String text) {
        String cleaned = text.replace(url, "(database.url)");
        return password.filter(value -> !value.isEmpty())
                .map(value -> cleaned.replace(value, "(database.password)"))
                .orElse(cleaned);
    }

    @Override
    public String toString() {
        return "DatabaseConfig[pool=" + pool + "]";
    }
}
