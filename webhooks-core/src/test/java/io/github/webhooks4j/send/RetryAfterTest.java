package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private static Optional<Duration> read(String value) {
        return RetryAfter.read(Headers.of("Retry-After", value), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 5",
        "' 7 ', 7",
        "0086, 86",
        "86400, 86400",
        "86401, 86400",
        "99999999999999999999, 86400",
        "9223372036854775807, 86400",
        "'Tue, 01 Jan 2030 00:01:00 GMT', 60",
        "'Mon, 31 Dec 2029 23:00:00 GMT', 0",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 86400",
        "'Tuesday, 01-Jan-30 00:02:00 GMT', 120",
        "'Tue Jan  1 00:03:00 2030', 180",
    })
    void reads_seconds_and_all_three_forms_of_dates(String value, long seconds) {
        assertThat(read(value)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+5",
                "1.5",
                "1e300",
                "inf",
                "NaN",
                "5s",
                "5, 6",
                "Thu",
                "Thu, 99 Foo 2030 00:00:00 GMT",
                "Wed, 01 Jan 2030 00:01:00 GMT",
                "２",
                "2030-01-01T00:01:00Z",
                "Tue, 01 Jan 2030 00:01:00 CET"
            })
    void anything_else_is_as_if_it_were_not_there(String value) {
        assertThat(read(value)).isEmpty();
    }

    @Test
    void two_fields_are_as_if_there_were_none() {
        assertThat(RetryAfter.read(Headers.of("Retry-After", "5", "retry-after", "5"), NOW))
                .isEmpty();
    }

    @Test
    void never_throws() {
        Random random = new Random(7);
        String alphabet = "0123456789 ,:-+.eEGMTJanFriThuSun\t\u00ff";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(32); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            read(text.toString()).ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, RetryAfter.MAX));
        }
    }
}
