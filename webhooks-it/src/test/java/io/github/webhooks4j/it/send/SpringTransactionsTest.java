package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.jdbc.ConnectionSource;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.send.DeliveryState;
import io.github.webhooks4j.send.hook.Hook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Publishing joins Spring's transactions, by the connection source that the documentation shows. */
class SpringTransactionsTest {
    private SendFixture fixture;
    private JdbcWebhooks webhooks;
    private TransactionTemplate transactions;
    private JdbcTemplate jdbc;

    /** What the application does. */
    interface Orders {
        @Hook(SendFixture.TYPE)
        Map<String, Object> confirm(int number);
    }

    private void open(Database database) {
        fixture = new SendFixture(database);
        fixture.register("/");
        transactions = new TransactionTemplate(new DataSourceTransactionManager(fixture.dataSource));
        jdbc = new JdbcTemplate(fixture.dataSource);
        jdbc.execute("create table " + fixture.prefix + "orders (number int)");
        webhooks = fixture.node(
                "spring",
                builder -> builder.connectionSource(spring(fixture.dataSource))
                        .sending(s -> s.pollInterval(Duration.ofMinutes(1))));
        webhooks.startDelivery();
        sent(webhooks.publish(SendFixture.event(0)).event()); // whatever starting brings about is over
    }

    @AfterEach
    void close() throws Exception {
        if (fixture != null) {
            fixture.close();
        }
    }

    private static ConnectionSource spring(DataSource dataSource) {
        // SPRING {
        ConnectionSource spring = new ConnectionSource() {
            @Override
            public Optional<Connection> current() {
                return TransactionSynchronizationManager.isActualTransactionActive()
                                && TransactionSynchronizationManager.getResource(dataSource)
                                        instanceof ConnectionHolder holder
                        ? Optional.of(holder.getConnection())
                        : Optional.empty();
            }

            @Override
            public boolean afterCommit(Runnable action) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        action.run();
                    }
                });
                return true;
            }
        };
        // SPRING }
        return spring;
    }

    private void order(int number) {
        jdbc.update("insert into " + fixture.prefix + "orders values (?)", number);
    }

    private int orders() {
        return jdbc.queryForObject("select count(*) from " + fixture.prefix + "orders", Integer.class);
    }

    private long pending() {
        try {
            return fixture.count(DeliveryState.PENDING);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sent(UUID event) {
        await().atMost(SendFixture.PATIENCE).until(() -> fixture.delivery(event).state() == DeliveryState.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void what_is_published_within_a_transaction_is_sent_as_soon_as_that_commits(Database database) {
        open(database);
        UUID event = transactions.execute(status -> {
            order(1);
            UUID published = webhooks.publish(SendFixture.event(1)).event();
            assertThat(pending()).as("seen from the outside before the commit").isZero();
            return published;
        });

        sent(event); // told by the commit: the next look is a minute away
        assertThat(orders()).isEqualTo(1);
        assertThat(fixture.receiver.requests(event)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void what_a_transaction_rolls_back_was_never_published(Database database) throws Exception {
        open(database);
        Orders shop = webhooks.hooks().wrap(Orders.class, number -> {
            order(number);
            return Map.of("number", number);
        });
        long before = fixture.count(DeliveryState.DELIVERED);

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    webhooks.publish(SendFixture.event(1));
                    shop.confirm(2);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        transactions.executeWithoutResult(status -> {
            shop.confirm(3);
            status.setRollbackOnly();
        });
        transactions.executeWithoutResult(status -> shop.confirm(4));

        await().atMost(SendFixture.PATIENCE).until(() -> fixture.count(DeliveryState.DELIVERED) == before + 1);
        assertThat(pending()).isZero();
        assertThat(orders()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void an_inner_transaction_of_its_own_is_sent_although_the_outer_one_rolls_back(Database database) {
        open(database);
        TransactionTemplate inner = new TransactionTemplate(transactions.getTransactionManager());
        inner.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
        UUID[] kept = new UUID[1];
        transactions.executeWithoutResult(status -> {
            webhooks.publish(SendFixture.event(1));
            kept[0] =
                    inner.execute(own -> webhooks.publish(SendFixture.event(2)).event());
            status.setRollbackOnly();
        });

        sent(kept[0]);
        assertThat(pending()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void outside_of_a_transaction_publishing_opens_its_own(Database database) {
        open(database);
        TransactionTemplate none = new TransactionTemplate(transactions.getTransactionManager());
        none.setPropagationBehavior(TransactionTemplate.PROPAGATION_SUPPORTS);

        UUID event = none.execute(status -> {
            order(1); // binds a connection in auto-commit mode to the thread, which is none to publish with
            return webhooks.publish(SendFixture.event(1)).event();
        });

        sent(event);
    }

    @Test
    void the_documentation_shows_exactly_that() throws Exception {
        String source = Files.readString(
                Path.of("src/test/java", SpringTransactionsTest.class.getName().replace('.', '/') + ".java"));
        String sample = source.substring(source.indexOf("// SPRING {") + 11, source.indexOf("// SPRING }"));

        assertThat(words(Files.readString(Path.of("../docs/sending.md"))))
                .contains(words(sample.replace("@Override", "")));
    }

    /** Whatever the white space. */
    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
