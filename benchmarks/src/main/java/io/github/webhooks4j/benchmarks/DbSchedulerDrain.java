package io.github.webhooks4j.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.http.HttpTransport;
import io.github.webhooks4j.send.OutboundRequest;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.sign.DeliverySigner;
import io.github.webhooks4j.sign.Outgoing;
import io.github.webhooks4j.sign.SigningStyle;
import io.github.webhooks4j.sign.SigningStyles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Drains with db-scheduler: the same POST from a task, with one row written for the attempt. */
final class DbSchedulerDrain {
    private static final int THREADS = Drain.THREADS;

    /** From db-scheduler's documentation. */
    private static final String TABLE = """
            create table scheduled_tasks (
              task_name text not null, task_instance text not null, task_data bytea,
              execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
              last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,
              last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
              primary key (task_name, task_instance))
            """;

    private static final String ATTEMPT = "insert into attempt values (?, 1, 'node', ?, ?, 'delivered', ?)";

    private final DataSource dataSource;
    private final HttpTransport transport;
    private final DeliverySigner signer;

    DbSchedulerDrain(DataSource dataSource, HttpTransport transport) {
        this.dataSource = dataSource;
        this.transport = transport;
        SigningStyle style = SigningStyles.standard();
        signer = style.signer(List.of(style.newSecret()));
    }

    /** The payload as it is. */
    private static final class Bytes implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return (byte[]) data;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return type.cast(data);
        }
    }

    Drain.Rate perSecond(int count) throws Exception {
        createTables();
        try (Receiver receiver = new Receiver(0)) {
            String url = receiver.url();
            OneTimeTask<byte[]> task =
                    Tasks.oneTime("deliver", byte[].class).execute((instance, context) -> deliver(url, instance));
            Scheduler scheduler = Scheduler.create(dataSource, task)
                    .serializer(new Bytes())
                    .threads(THREADS)
                    .pollUsingLockAndFetch(1.0, 4.0)
                    .pollingInterval(Duration.ofMillis(100))
                    .build();
            for (int i = 0; i < count; i++) {
                scheduler.schedule(task.instance(UUID.randomUUID().toString(), Drain.payload(i)), Instant.now());
            }
            return Drain.rate(receiver, count, () -> {
                scheduler.start();
                return scheduler::stop;
            });
        }
    }

    private void createTables() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("create index execution_time_idx on scheduled_tasks (execution_time)");
            statement.execute("create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
            statement.execute("create table attempt (delivery text not null, number int not null, node text not null,"
                    + " started_at timestamptz not null, ended_at timestamptz, outcome text not null, status int,"
                    + " primary key (delivery, number))");
        }
    }

    private void deliver(String url, TaskInstance<byte[]> instance) {
        Instant started = Instant.now();
        byte[] body = instance.getData();
        Headers.Builder headers = Headers.builder().add("Content-Type", "application/json");
        signer.sign(new Outgoing(instance.getId(), "order.paid", started, body)).forEach(headers::add);
        TransportResult result = transport
                .send(new OutboundRequest(url, headers.build(), body, Duration.ofSeconds(15)))
                .toCompletableFuture()
                .join();
        if (!(result instanceof TransportResult.Answered answered)) {
            throw new IllegalStateException(result.toString());
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(ATTEMPT)) {
            insert.setString(1, instance.getId());
            insert.setTimestamp(2, Timestamp.from(started));
            insert.setTimestamp(3, Timestamp.from(Instant.now()));
            insert.setInt(4, answered.status());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
