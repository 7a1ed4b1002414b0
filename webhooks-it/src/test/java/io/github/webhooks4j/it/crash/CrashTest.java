package io.github.webhooks4j.it.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.it.database.TestDatabases;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageAttempt;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies at the worst moments, on PostgreSQL: nothing is lost and no effect is doubled. */
class CrashTest {
    private final String prefix = TestDatabases.tablePrefix();
    private HikariDataSource dataSource;
    private JdbcMessageStore store;

    @BeforeEach
    void open() throws SQLException {
        dataSource = TestDatabases.postgreSql(4);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + prefix + "effect (message VARCHAR(100) NOT NULL)");
        }
        store = JdbcMessageStore.builder(dataSource)
                .tablePrefix(prefix)
                .createTables(true)
                .build();
    }

    @AfterEach
    void close() {
        store.close();
        dataSource.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-commit", "in-handler", "after-handled"})
    void an_inline_message_survives_and_the_repeat_finds_it(String point) throws Exception { // R66, R67
        try (Child dying = new Child(point, 0)) {
            dying.send("inline d1");
            assertThat(dying.exitCode()).isEqualTo(137);
        }
        boolean marked = point.equals("after-handled");
        assertThat(only().state()).isEqualTo(marked ? MessageState.HANDLED : MessageState.RECEIVED);
        assertThat(effects()).isEqualTo(marked ? 1 : 0);

        try (Child next = new Child("nowhere", 16)) { // past the lease of the dead one
            assertThat(next.send("inline d1")).isEqualTo("d1 200");
            assertThat(next.send("inline d1")).isEqualTo("d1 200");
        }

        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after-commit", "in-handler", "after-handled"})
    void a_queued_message_survives_and_is_handled_without_a_repeat(String point) throws Exception { // R67
        try (Child dying = new Child(point, 0)) {
            dying.send("queued d1");
            assertThat(dying.exitCode()).isEqualTo(137);
        }

        try (Child next = new Child("nowhere", 31)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> only().state() == MessageState.HANDLED);
            assertThat(next.send("queued d1")).isEqualTo("d1 200");
        }

        assertThat(effects()).isEqualTo(1);
        assertThat(only().state()).isEqualTo(MessageState.HANDLED);
    }

    @Test
    void a_handler_that_kills_its_process_ends_dead_and_not_in_a_loop() throws Exception { // R72
        int crashes = 3; // as many as its schedule has attempts
        for (int crash = 1; crash <= crashes; crash++) {
            try (Child dying = new Child("in-handler", 31L * crash)) {
                if (crash == 1) {
                    dying.send("queued d1");
                }
                assertThat(dying.exitCode()).isEqualTo(137);
            }
            assertThat(only().attempts()).isEqualTo(crash);
        }

        try (Child next = new Child("in-handler", 31L * (crashes + 1))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> only().state() == MessageState.DEAD);
            assertThat(next.process.isAlive()).isTrue();
        }
        List<MessageAttempt> attempts = store.attempts(only().id());
        assertThat(attempts).extracting(MessageAttempt::number).containsExactly(1, 2, 3, 4);
        assertThat(attempts.subList(0, 3))
                .extracting(MessageAttempt::outcome)
                .containsOnly(MessageAttempt.Outcome.UNKNOWN);
        assertThat(only().error().orElseThrow()).contains("no attempt came to an end");
        assertThat(effects()).isZero();
    }

    private Message only() {
        List<Message> all = store.list(MessageQuery.all()).messages();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private int effects() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + prefix + "effect")) {
            count.next();
            return count.getInt(1);
        }
    }

    /** A receiver in a JVM of its own. */
    private final class Child implements AutoCloseable {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        Child(String haltAt, long secondsAhead) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrashingReceiver.class.getName(),
                            dataSource.getJdbcUrl() + "&user=postgres",
                            prefix,
                            haltAt,
                            Long.toString(secondsAhead))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            while (line != null && !line.equals("ready")) {
                line = out.readLine();
            }
        }

        /** The answer; {@code null} when the process died instead. */
        String send(String line) throws IOException {
            in.write(line + "\n");
            in.flush();
            String answer = out.readLine();
            while (answer != null && !answer.startsWith("d")) {
                answer = out.readLine();
            }
            return answer;
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() throws Exception {
            process.destroyForcibly();
            exitCode();
        }
    }
}
