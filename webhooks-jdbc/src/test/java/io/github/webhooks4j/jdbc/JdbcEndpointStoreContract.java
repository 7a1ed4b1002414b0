package io.github.webhooks4j.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.send.SendStore;
import io.github.webhooks4j.testkit.contract.EndpointStoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The contract on a database. */
abstract class JdbcEndpointStoreContract extends EndpointStoreContract {
    private JdbcSendStores stores;

    abstract HikariDataSource pool();

    @Override
    protected final SendStore emptyStore() {
        stores = new JdbcSendStores(pool());
        return stores.open();
    }

    @Override
    protected final SendStore reopenedStore() {
        return stores.open();
    }

    @Override
    protected final void advance(Duration by) {
        stores.advance(by);
    }

    @Override
    protected final void inTransaction(Work work) throws Exception {
        stores.inTransaction(work::run);
    }

    @AfterEach
    final void close() {
        stores.close();
    }
}
