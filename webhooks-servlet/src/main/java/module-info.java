/** Receiving and managing webhooks in any Jakarta servlet container. */
module io.github.webhooks4j.servlet {
    requires transitive io.github.webhooks4j.core;
    requires transitive jakarta.servlet;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.webhooks4j.servlet;
}
