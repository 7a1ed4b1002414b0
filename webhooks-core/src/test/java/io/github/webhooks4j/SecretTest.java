package io.github.webhooks4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SecretTest {
    private static final String TEXT = "correct horse battery staple";

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Secret.class);

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    @Test
    void a_secret_is_never_printed() {
        Secret secret = Secret.of(TEXT).named("old").notAfter(Instant.EPOCH);

        assertThat(secret.reveal()).isEqualTo(TEXT);
        assertThat(secret.toString()).isEqualTo("Secret[old]");
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        assertThat(secret.toString())
                .doesNotContain(TEXT)
                .doesNotContain(Base64.getEncoder().encodeToString(bytes))
                .doesNotContain(HexFormat.of().formatHex(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u2003"})
    void an_empty_or_blank_secret_is_refused(String text) {
        assertThatThrownBy(() -> Secret.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_variable_that_is_not_set_is_refused_by_name() {
        assertThatThrownBy(() -> Secret.env("WEBHOOKS4J_NO_SUCH_VARIABLE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WEBHOOKS4J_NO_SUCH_VARIABLE");
    }

    @Test
    void a_short_secret_is_used_and_warned_about_once_without_its_text() {
        Secret secret = Secret.of("fifteen bytes!!");
        secret.named("other").notAfter(Instant.EPOCH);

        assertThat(logged.list).hasSize(1);
        assertThat(logged.list.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(logged.list.get(0).getFormattedMessage())
                .contains("name=secret")
                .doesNotContain("fifteen");
        assertThat(secret.reveal()).isEqualTo("fifteen bytes!!");
    }

    @Test
    void length_is_counted_in_bytes_and_sixteen_are_enough() {
        Secret.of("sixteen bytes!!!");
        Secret.of("éééééééé");

        assertThat(logged.list).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void one_line_end_at_the_end_of_a_file_is_not_part_of_the_secret(String end) throws Exception {
        Path file = Files.writeString(folder.resolve("webhook-key"), TEXT + end);

        Secret secret = Secret.file(file);

        assertThat(secret.reveal()).isEqualTo(TEXT);
        assertThat(secret.name()).isEqualTo("webhook-key");
    }

    @Test
    void only_one_line_end_is_taken_off_and_nothing_else() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "  " + TEXT + " \n\n");

        assertThat(Secret.file(file).reveal()).isEqualTo("  " + TEXT + " \n");
    }

    @Test
    void a_file_that_is_missing_blank_or_not_text_is_refused_by_name() throws Exception {
        Path blank = Files.writeString(folder.resolve("blank"), "\n");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        for (Path file : new Path[] {folder.resolve("missing"), blank, binary}) {
            assertThatThrownBy(() -> Secret.file(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(file.getFileName().toString());
        }
    }

    @Test
    void a_secret_lives_up_to_its_last_instant() {
        Instant last = Instant.parse("2030-01-01T00:00:00Z");
        Secret secret = Secret.of(TEXT).notAfter(last);

        assertThat(secret.isLive(last)).isTrue();
        assertThat(secret.isLive(last.plusNanos(1))).isFalse();
        assertThat(Secret.of(TEXT).isLive(Instant.MAX)).isTrue();
    }

    @Test
    void a_name_is_not_blank() {
        assertThatThrownBy(() -> Secret.of(TEXT).named(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secrets_are_equal_when_text_name_and_expiry_are() {
        Secret secret = Secret.of(TEXT);

        assertThat(secret).isEqualTo(Secret.of(TEXT)).hasSameHashCodeAs(Secret.of(TEXT));
        assertThat(secret).isNotEqualTo(Secret.of(TEXT + "r"));
        assertThat(secret).isNotEqualTo(secret.named("other"));
        assertThat(secret).isNotEqualTo(secret.notAfter(Instant.MAX));
    }
}
