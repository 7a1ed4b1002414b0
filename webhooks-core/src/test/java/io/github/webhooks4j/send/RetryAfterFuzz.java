package io.github.webhooks4j.send;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.fuzz.FuzzInput;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** What a receiver asks us to wait: never negative, never over the cap, whole seconds or a date, nothing else. */
public final class RetryAfterFuzz {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private RetryAfterFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        List<String> lines = new FuzzInput(bytes).lines();
        Headers.Builder fields = Headers.builder();
        lines.forEach(line -> fields.add("retry-after", line));
        if (fields.fault().isPresent()) {
            return;
        }
        Optional<Duration> wait = RetryAfter.read(fields.build(), NOW);
        check(lines.size() == 1 || wait.isEmpty(), "one field or none", lines);
        if (lines.size() != 1) {
            return;
        }
        wait.ifPresent(time -> {
            check(!time.isNegative(), "never negative", lines, time);
            check(time.compareTo(RetryAfter.MAX) <= 0, "never over the cap", lines, time);
            check(time.getNano() == 0, "whole seconds", lines, time);
        });
        checkReading(lines.get(0).strip(), wait);
    }

    private static void checkReading(String text, Optional<Duration> wait) {
        Optional<Duration> expected = text.matches("[0-9]+") ? Optional.of(capped(new BigInteger(text))) : date(text);
        if (expected.isPresent()) {
            check(wait.equals(expected), "what the text says", text, wait, expected);
        } else {
            check(wait.isEmpty() || isOldDate(text), "only an obsolete date is left", text, wait);
        }
    }

    private static boolean isOldDate(String text) {
        return text.matches("[A-Z][a-z]+day, [0-3][0-9]-[A-Z][a-z]{2}-[0-9]{2} [0-9:]{8} GMT")
                || text.matches("[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-3][0-9] [0-9:]{8} [0-9]{4}");
    }

    private static Optional<Duration> date(String text) {
        if (!text.matches("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")) {
            return Optional.empty();
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(capped(BigInteger.valueOf(date.toEpochSecond() - NOW.getEpochSecond())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration capped(BigInteger seconds) {
        BigInteger most = BigInteger.valueOf(RetryAfter.MAX.toSeconds());
        return Duration.ofSeconds(seconds.max(BigInteger.ZERO).min(most).longValueExact());
    }
}
