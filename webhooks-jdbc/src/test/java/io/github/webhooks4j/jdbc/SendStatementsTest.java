package io.github.webhooks4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.send.DeliveryWork;
import io.github.webhooks4j.work.Claim;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a delivery costs on PostgreSQL, in statements. */
class SendStatementsTest {
    private static final class Counting {
        final List<String> statements = new ArrayList<>();
        final DataSource dataSource;

        Counting(HikariDataSource real) {
            dataSource = proxy(DataSource.class, real);
        }

        private <T> T proxy(Class<T> type, Object real) {
            return type.cast(Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")
                                || method.getName().equals("createStatement")) {
                            statements.add(arguments == null ? "plain" : String.valueOf(arguments[0]));
                        }
                        try {
                            Object result = method.invoke(real, arguments);
                            return result instanceof Connection ? proxy(Connection.class, result) : result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    @Test
    void claim_empty_claim_and_finish_are_one_statement_each() throws Exception {
        try (HikariDataSource real = TestDatabases.postgres(2)) {
            Counting counting = new Counting(real);
            JdbcSendStore store = JdbcSendStore.builder(counting.dataSource)
                    .tablePrefix(TestDatabases.freshPrefix())
                    .createTables(true)
                    .statementTimeout(Duration.ofSeconds(5))
                    .build();
            SendRows.register(store);
            SendRows.publish(store);
            counting.statements.clear();

            List<Claim<DeliveryWork>> claims = SendRows.claim(store, 10);
            assertThat(SendRows.claim(store, 10)).isEmpty();
            store.outbox().finish(claims.stream().map(SendRows::delivered).toList());

            assertThat(claims).hasSize(1);
            assertThat(counting.statements).hasSize(3);

            counting.statements.clear();
            SendRows.publish(store);
            assertThat(counting.statements).as("look-up, event, deliveries").hasSize(3);
        }
    }
}
