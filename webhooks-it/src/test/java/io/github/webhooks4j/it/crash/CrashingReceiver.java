package io.github.webhooks4j.it.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.jdbc.JdbcHandlers;
import io.github.webhooks4j.jdbc.JdbcMessageStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.work.RetrySchedule;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Duration;

/**
 * A process of its own: receives what its standard input names, prints the answers, and halts like a killed
 * process at the point that it is told. Lines {@code inline ID} or {@code queued ID}.
 */
final class CrashingReceiver {
    static final Secret SECRET = Secret.of("a secret of the crash tests");

    private CrashingReceiver() {}

    /** Arguments: database URL, table prefix, point to halt at, seconds that the store's clock runs ahead. */
    public static void main(String[] args) throws Exception {
        String haltAt = args[2];
        Duration ahead = Duration.ofSeconds(Long.parseLong(args[3]));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(8);
        try (HikariDataSource dataSource = new HikariDataSource(config);
                JdbcMessageStore store = JdbcMessageStore.builder(dataSource)
                        .tablePrefix(args[1])
                        .clockOffset(() -> ahead)
                        .build();
                WebhookReceiver receiver = receiver(store, args[1], haltAt)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                int status = SignedRequest.github(SECRET)
                        .path("/" + words[0])
                        .eventType("push")
                        .id(words[1])
                        .body(words[1])
                        .sendTo(receiver)
                        .status();
                System.out.println(words[1] + " " + status);
            }
        }
    }

    private static WebhookReceiver receiver(JdbcMessageStore store, String prefix, String haltAt) {
        return WebhookReceiver.builder()
                .store(store)
                .pollInterval(Duration.ofMillis(20))
                .handlerLease(Duration.ofSeconds(30))
                .listener(notice -> {
                    if (notice instanceof Notice.MessageStored) {
                        haltIf("after-commit", haltAt);
                    } else if (notice instanceof Notice.MessageHandled) {
                        haltIf("after-handled", haltAt);
                    }
                })
                .source(
                        "inline",
                        s -> s.verifier(GitHub.verifier(SECRET))
                                .on("push", Message.class, JdbcHandlers.inTransaction((received, connection) -> {
                                    book(connection.prepareStatement(sql(prefix)), received.message());
                                    haltIf("in-handler", haltAt);
                                })))
                .source(
                        "queued",
                        s -> s.verifier(GitHub.verifier(SECRET))
                                .queued()
                                .retry(RetrySchedule.of(Duration.ZERO, Duration.ZERO))
                                .on("push", Message.class, JdbcHandlers.inTransaction((received, connection) -> {
                                    book(connection.prepareStatement(sql(prefix)), received.message());
                                    haltIf("in-handler", haltAt);
                                })))
                .build()
                .start();
    }

    private static String sql(String prefix) {
        return "INSERT INTO " + prefix + "effect (message) VALUES (?)";
    }

    private static void book(PreparedStatement insert, Message message) throws Exception {
        try (insert) {
            insert.setString(1, message.providerId().orElseThrow());
            insert.executeUpdate();
        }
    }

    /** No shutdown hook, no finally: what {@code kill -9} leaves. */
    private static void haltIf(String point, String haltAt) {
        if (point.equals(haltAt)) {
            Runtime.getRuntime().halt(137);
        }
    }
}
