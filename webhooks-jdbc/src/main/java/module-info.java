/** Keeps the message log, and what is sent, in the application's own database, by plain JDBC. */
module io.github.webhooks4j.jdbc {
    requires transitive io.github.webhooks4j.core;
    requires transitive java.sql;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.webhooks4j.jdbc;
}
