package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class MasterKeysTest {
    private static final UUID ENDPOINT = UUID.fromString("0192f0c1-7b7a-7000-8000-000000000001");
    private static final UUID OTHER_ENDPOINT = UUID.fromString("0192f0c1-7b7a-7000-8000-000000000002");
    private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final byte[] OLD_KEY = key(1);
    private static final byte[] NEW_KEY = key(2);

    private final MasterKeys keys = MasterKeys.of("2026-01", OLD_KEY);

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "x", "zażółć gęślą jaźń ♥ 🔑", " clear:v1:a:b\n"})
    void what_is_sealed_opens_again_and_shows_nothing(String text) {
        String sealed = keys.seal(ENDPOINT, Secret.of(text));

        assertThat(sealed).matches("v1:2026-01:[A-Za-z0-9_-]+");
        if (text.length() > 1) {
            assertThat(sealed).doesNotContain(text);
        }
        assertThat(keys.open(ENDPOINT, sealed).reveal()).isEqualTo(text);
        assertThat(keys.isCurrent(sealed)).isTrue();
    }

    @Test
    void a_sealed_text_is_aes_256_gcm_bound_to_the_endpoint() throws Exception {
        byte[] bytes = Base64.getUrlDecoder().decode(keys.seal(ENDPOINT, SECRET).split(":")[2]);

        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(OLD_KEY, "AES"), new GCMParameterSpec(128, bytes, 0, 12));
        cipher.updateAAD("0192f0c1-7b7a-7000-8000-000000000001".getBytes(StandardCharsets.US_ASCII));
        byte[] opened = cipher.doFinal(bytes, 12, bytes.length - 12);

        assertThat(new String(opened, StandardCharsets.UTF_8)).isEqualTo(SECRET.reveal());
    }

    @Test
    void no_two_sealings_share_a_nonce() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            nonces.add(keys.seal(ENDPOINT, SECRET).split(":")[2].substring(0, 16));
        }

        assertThat(nonces).hasSize(200);
    }

    @Test
    void a_sealed_secret_moved_to_another_endpoint_does_not_open() {
        String sealed = keys.seal(ENDPOINT, SECRET);

        assertThatThrownBy(() -> keys.open(OTHER_ENDPOINT, sealed))
                .isInstanceOf(SecretSealException.class)
                .hasMessageContaining("2026-01")
                .hasMessageContaining(OTHER_ENDPOINT.toString());
    }

    /** Of every length modulo three: Base64 has bits to spare at the end of two of them. */
    @ParameterizedTest
    @ValueSource(ints = {30, 31, 32})
    void a_text_changed_at_any_place_does_not_open_and_nothing_of_it_is_told(int length) {
        String sealed = keys.seal(ENDPOINT, Secret.of("x".repeat(length)));
        for (int i = 0; i < sealed.length(); i++) {
            String changed = sealed.substring(0, i) + next(sealed.charAt(i)) + sealed.substring(i + 1);

            SecretSealException refused =
                    catchThrowableOfType(SecretSealException.class, () -> keys.open(ENDPOINT, changed));

            assertThat(refused).as("changed at %d", i).isNotNull();
            assertThat(refused.isRetryable()).isFalse();
            assertThat(refused).hasMessageNotContaining(sealed.split(":")[2].substring(0, 8));
        }
    }

    /** The next digit of Base64url, whose last bit is another; for what is no digit, the first one. */
    private static char next(char digit) {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return digits.charAt((digits.indexOf(digit) + 1) % digits.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "v1:2026-01:",
                "v1:2026-01:AAAA",
                "v1:2026-01:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "v1:2026-01:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
                "v2:2026-01:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "v1::AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "v1:a b:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "clear:",
                "clear: ",
            })
    void what_is_no_sealed_text_does_not_open_and_is_not_told(String text) {
        assertThatThrownBy(() -> keys.open(ENDPOINT, text))
                .isInstanceOf(SecretSealException.class)
                .hasNoCause()
                .hasMessage("what is stored as the secret of endpoint " + ENDPOINT + " is no sealed secret");
        assertThat(keys.isCurrent(text)).isFalse();
    }

    @Test
    void a_key_that_is_not_known_or_another_of_the_same_name_is_told_by_name() {
        String sealed = keys.seal(ENDPOINT, SECRET);

        assertThatThrownBy(() -> MasterKeys.of("2026-07", NEW_KEY).open(ENDPOINT, sealed))
                .isInstanceOf(SecretSealException.class)
                .hasMessageContaining("no master key 2026-01")
                .hasMessageNotContaining(SECRET.reveal());
        assertThatThrownBy(() -> MasterKeys.none().open(ENDPOINT, sealed))
                .isInstanceOf(SecretSealException.class)
                .hasMessageContaining("no master key 2026-01");
        assertThatThrownBy(() -> MasterKeys.of("2026-01", NEW_KEY).open(ENDPOINT, sealed))
                .isInstanceOf(SecretSealException.class)
                .hasMessageContaining("master key 2026-01")
                .hasMessageNotContaining(SECRET.reveal());
    }

    @Test
    void after_a_rotation_old_texts_open_and_are_known_to_be_old() {
        String old = keys.seal(ENDPOINT, SECRET);
        MasterKeys rotated = MasterKeys.of("2026-07", NEW_KEY).alsoOpens("2026-01", OLD_KEY);

        assertThat(rotated.open(ENDPOINT, old).reveal()).isEqualTo(SECRET.reveal());
        assertThat(rotated.isCurrent(old)).isFalse();

        String again = rotated.seal(ENDPOINT, rotated.open(ENDPOINT, old));

        assertThat(again).startsWith("v1:2026-07:");
        assertThat(rotated.isCurrent(again)).isTrue();
        assertThat(MasterKeys.of("2026-07", NEW_KEY).open(ENDPOINT, again).reveal())
                .isEqualTo(SECRET.reveal());
    }

    @Test
    void what_was_stored_in_clear_opens_with_a_master_key_and_is_not_current() {
        String clear = MasterKeys.none().seal(ENDPOINT, SECRET);

        assertThat(clear).isEqualTo("clear:" + SECRET.reveal());
        assertThat(MasterKeys.none().open(ENDPOINT, clear).reveal()).isEqualTo(SECRET.reveal());
        assertThat(MasterKeys.none().isCurrent(clear)).isTrue();
        assertThat(keys.open(ENDPOINT, clear).reveal()).isEqualTo(SECRET.reveal());
        assertThat(keys.isCurrent(clear)).isFalse();
        assertThat(MasterKeys.none().isCurrent(keys.seal(ENDPOINT, SECRET))).isFalse();
    }

    @Test
    void going_back_to_clear_opens_with_the_key_that_was() {
        String sealed = keys.seal(ENDPOINT, SECRET);

        MasterKeys back = MasterKeys.none().alsoOpens("2026-01", OLD_KEY);

        assertThat(back.open(ENDPOINT, sealed).reveal()).isEqualTo(SECRET.reveal());
        assertThat(back.seal(ENDPOINT, SECRET)).startsWith("clear:");
    }

    @Test
    void storing_in_clear_is_warned_about_once_and_only_when_it_happens() {
        Logger logger = (Logger) LoggerFactory.getLogger(MasterKeys.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
        try {
            AtomicBoolean process = new AtomicBoolean();
            MasterKeys none = MasterKeys.none(process);
            keys.seal(ENDPOINT, SECRET);
            none.open(ENDPOINT, "clear:" + SECRET.reveal());
            assertThat(logged.list).isEmpty();

            none.seal(ENDPOINT, SECRET);
            none.seal(ENDPOINT, SECRET);
            MasterKeys.none(process).alsoOpens("2026-01", OLD_KEY).seal(ENDPOINT, SECRET);

            assertThat(logged.list).hasSize(1);
            assertThat(logged.list.get(0).getLevel()).isEqualTo(Level.WARN);
            assertThat(logged.list.get(0).getFormattedMessage())
                    .contains("in clear")
                    .doesNotContain("whsec_");
        } finally {
            logger.detachAppender(logged);
            logger.setAdditive(true);
        }
    }

    @Test
    void a_vault_is_asked_for_keys_by_name() {
        MasterKeySource vault = name -> switch (name) {
            case "2026-01" -> Optional.of(OLD_KEY);
            case "2026-07" -> Optional.of(NEW_KEY);
            default -> Optional.empty();
        };
        MasterKeys kept = MasterKeys.from("2026-07", vault);

        assertThat(kept.seal(ENDPOINT, SECRET)).startsWith("v1:2026-07:");
        assertThat(kept.open(ENDPOINT, kept.seal(ENDPOINT, SECRET)).reveal()).isEqualTo(SECRET.reveal());
        assertThat(kept.open(ENDPOINT, keys.seal(ENDPOINT, SECRET)).reveal()).isEqualTo(SECRET.reveal());
        assertThat(kept.isCurrent(kept.seal(ENDPOINT, SECRET))).isTrue();
        String unknown = MasterKeys.of("2025", key(3)).seal(ENDPOINT, SECRET);
        assertThatThrownBy(() -> kept.open(ENDPOINT, unknown))
                .isInstanceOf(SecretSealException.class)
                .hasMessageContaining("no master key 2025");
        assertThat(kept.alsoOpens("2025", key(3)).open(ENDPOINT, unknown).reveal())
                .isEqualTo(SECRET.reveal());
    }

    @Test
    void a_vault_that_fails_may_be_asked_again_later() {
        IOException down = new IOException("connection refused");
        MasterKeys kept = MasterKeys.from("2026-01", name -> {
            throw down;
        });
        String sealed = keys.seal(ENDPOINT, SECRET);

        WebhookException opening = catchThrowableOfType(WebhookException.class, () -> kept.open(ENDPOINT, sealed));
        WebhookException sealing = catchThrowableOfType(WebhookException.class, () -> kept.seal(ENDPOINT, SECRET));

        assertThat(opening).isNotInstanceOf(SecretSealException.class).hasCause(down);
        assertThat(opening.isRetryable()).isTrue();
        assertThat(opening).hasMessageContaining("2026-01");
        assertThat(sealing).isNotInstanceOf(SecretSealException.class).hasCause(down);
        assertThat(sealing.isRetryable()).isTrue();
        assertThat(kept.isCurrent(sealed)).isTrue();
    }

    @Test
    void whoever_is_interrupted_while_a_vault_hangs_stays_interrupted() {
        CountDownLatch hanging = new CountDownLatch(1);
        MasterKeys kept = MasterKeys.from("2026-01", name -> {
            hanging.await();
            return Optional.empty();
        });
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> kept.seal(ENDPOINT, SECRET)).isInstanceOf(WebhookException.class);

        assertThat(Thread.interrupted()).isTrue();
        hanging.countDown();
    }

    @Test
    void a_vault_whose_key_is_none_is_told_by_its_length() {
        MasterKeys kept = MasterKeys.from("2026-01", name -> Optional.of(new byte[16]));

        assertThatThrownBy(() -> kept.seal(ENDPOINT, SECRET))
                .isInstanceOf(SecretSealException.class)
                .hasMessageContaining("2026-01 has 16 bytes, not 32");
    }

    @Test
    void a_key_may_be_given_as_base64() {
        Secret text = Secret.of(Base64.getEncoder().encodeToString(OLD_KEY));
        String sealed = MasterKeys.of("2026-01", text).seal(ENDPOINT, SECRET);

        assertThat(keys.open(ENDPOINT, sealed).reveal()).isEqualTo(SECRET.reveal());
        assertThat(MasterKeys.of("2026-07", NEW_KEY)
                        .alsoOpens("2026-01", text)
                        .open(ENDPOINT, sealed)
                        .reveal())
                .isEqualTo(SECRET.reveal());
        assertThatThrownBy(() -> MasterKeys.of("2026-01", Secret.of("correct horse battery staple")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("master key 2026-01 is not the Base64 of 32 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 24, 31, 33})
    void a_key_of_another_length_is_refused(int bytes) {
        assertThatThrownBy(() -> MasterKeys.of("2026-01", new byte[bytes]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("master key 2026-01 has " + bytes + " bytes, not 32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a:b", "ä", "a\n", "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void a_name_that_cannot_be_stored_is_refused(String name) {
        assertThatThrownBy(() -> MasterKeys.of(name, OLD_KEY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MasterKeys.from(name, unused -> Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.alsoOpens(name, NEW_KEY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_given_twice_is_refused() {
        assertThatThrownBy(() -> keys.alsoOpens("2026-01", NEW_KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-01 is given twice");
    }

    @Test
    void a_key_is_copied_and_never_printed() {
        byte[] mine = OLD_KEY.clone();
        MasterKeys copied = MasterKeys.of("2026-01", mine);
        Arrays.fill(mine, (byte) 0);

        assertThat(keys.open(ENDPOINT, copied.seal(ENDPOINT, SECRET)).reveal()).isEqualTo(SECRET.reveal());
        assertThat(copied.alsoOpens("2025", NEW_KEY)).hasToString("MasterKeys[current 2026-01, held [2025, 2026-01]]");
        assertThat(MasterKeys.none()).hasToString("MasterKeys[current none, held []]");
    }
}
