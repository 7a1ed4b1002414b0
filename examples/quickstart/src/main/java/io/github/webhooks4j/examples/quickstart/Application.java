package io.github.webhooks4j.examples.quickstart;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.send.target.TargetPolicy;
import io.github.webhooks4j.servlet.WebhookServlet;
import io.github.webhooks4j.work.RetrySchedule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** An application around the library: a connection pool, the receiver and its store, the sender, Jetty with one servlet. */
final class Application implements AutoCloseable {
    /** The endpoints of this example are on this machine; everywhere else only public addresses are dialled. */
    private static final TargetPolicy LOOPBACK =
            TargetPolicy.builder().allowHttp(true).allow("127.0.0.0/8").build();

    private static final RetrySchedule RETRIES = RetrySchedule.of(Duration.ofMillis(50), Duration.ofMillis(100));

    private final HikariDataSource dataSource = new HikariDataSource();
    private final JdbcMessageStore store;
    private final List<Secret> ownSecrets = new CopyOnWriteArrayList<>();
    private final OrderBook orderBook;
    private final HttpTransport transport;
    private final JdbcWebhooks sender;
    private final Shop shop;
    private final WebhookReceiver receiver;
    private final Server jetty;

    private Application(InstantSource clock, Bank bank) throws SQLException {
        dataSource.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        dataSource.setMaximumPoolSize(8);
        store = JdbcMessageStore.builder(dataSource).createTables(true).build();
        shop = new Shop(dataSource);
        receiver = new Sources(shop, bank, ownSecrets).receiver(store, clock);
        orderBook = new OrderBook(dataSource);
        transport = HttpTransport.builder().targetPolicy(LOOPBACK).build();
        sender = JdbcWebhooks.builder(dataSource)
                .createTables(true)
                .transport(transport)
                .eventTypes("order.confirmed")
                .sending(settings -> settings.schedule(RETRIES).pollInterval(Duration.ofMillis(50)))
                .build();

        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new WebhookServlet(receiver), "/webhooks/*");
        jetty = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        jetty.setHandler(context);
    }

    static Application start(InstantSource clock, Bank bank) throws Exception {
        Application application = new Application(clock, bank);
        application.receiver.start();
        var unused = application.sender.startDelivery(); // closed with the sender
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

    JdbcWebhooks sender() {
        return sender;
    }

    OrderBook orderBook() {
        return orderBook;
    }

    /** What our own receiver verifies our own deliveries with; more can be added while it runs. */
    List<Secret> ownSecrets() {
        return ownSecrets;
    }

    /** In this order: no more deliveries, no more requests, no more handlers, no more writes, no more connections. */
    @Override
    public void close() {
        sender.close();
        transport.close();
        LifeCycle.stop(jetty);
        receiver.close();
        store.close();
        dataSource.close();
    }
}
