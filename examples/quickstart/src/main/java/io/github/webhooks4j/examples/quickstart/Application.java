package io.github.webhooks4j.examples.quickstart;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.servlet.WebhookServlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** An application around the library: a connection pool, the message store, the receiver, and Jetty with one servlet. */
final class Application implements AutoCloseable {
    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcMessageStore store;
    private final Shop shop;
    private final WebhookReceiver receiver;
    private final Server jetty;

    private Application(InstantSource clock, Bank bank) throws SQLException {
        dataSource.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        dataSource.setMaximumPoolSize(8);
        store = JdbcMessageStore.builder(dataSource).createTables(true).build();
        shop = new Shop(dataSource);
        receiver = new Sources(shop, bank).receiver(store, clock);

        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new WebhookServlet(receiver), "/webhooks/*");
        jetty = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        jetty.setHandler(context);
    }

    static Application start(InstantSource clock, Bank bank) throws Exception {
        Application application = new Application(clock, bank);
        application.receiver.start();
        application.jetty.start();
        return application;
    }

    /** Where the receiver is mounted. */
    URI webhooks() {
        int port = ((ServerConnector) jetty.getConnectors()[0]).getLocalPort();
        return URI.create("http://127.0.0.1:" + port + "/webhooks");
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    Shop shop() {
        return shop;
    }

    /** In this order: no more requests, no more handlers, no more writes, no more connections. */
    @Override
    public void close() {
        LifeCycle.stop(jetty);
        receiver.close();
        store.close();
        dataSource.close();
    }
}
