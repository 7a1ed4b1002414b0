package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code Retry-After} (RFC 9110, section 10.2.3): whole seconds, or a date in any of the three forms of HTTP.
 * Anything else, and more than one field, is as if there were none.
 */
final class RetryAfter {
    /** Nobody makes us wait longer: 24 hours. */
    static final Duration MAX = Duration.ofHours(24);

    private static final String NAME = "Retry-After";
    private static final int MAX_DIGITS = 18;
    private static final Map<Long, String> DAYS = names("Mon Tue Wed Thu Fri Sat Sun");
    private static final Map<Long, String> WHOLE_DAYS =
            names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday");
    private static final Map<Long, String> MONTHS = names("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");

    /** The form to send, that of RFC 850, and that of C's asctime. No locale's names: those of HTTP. */
    private static final List<DateTimeFormatter> DATES = List.of(
            new DateTimeFormatterBuilder()
                    .appendText(ChronoField.DAY_OF_WEEK, DAYS)
                    .appendPattern(", dd ")
                    .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
                    .appendLiteral(' ')
                    .appendValue(ChronoField.YEAR, 4)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ROOT),
            new DateTimeFormatterBuilder()
                    .appendText(ChronoField.DAY_OF_WEEK, WHOLE_DAYS)
                    .appendPattern(", dd-")
                    .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
                    .appendLiteral('-')
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ROOT),
            new DateTimeFormatterBuilder()
                    .appendText(ChronoField.DAY_OF_WEEK, DAYS)
                    .appendLiteral(' ')
                    .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
                    .appendPattern(" ppd HH:mm:ss ")
                    .appendValue(ChronoField.YEAR, 4)
                    .toFormatter(Locale.ROOT));

    private RetryAfter() {}

    private static Map<Long, String> names(String names) {
        Map<Long, String> numbered = new HashMap<>();
        for (String name : names.split(" ", -1)) {
            numbered.put(numbered.size() + 1L, name);
        }
        return numbered;
    }

    /** How long to wait, from zero to {@link #MAX}. */
    static Optional<Duration> read(Headers headers, Instant now) {
        return headers.only(NAME)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> read(text, now));
    }

    private static Optional<Duration> read(String text, Instant now) {
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return Optional.of(digits.length() > MAX_DIGITS ? MAX : clamped(Long.parseLong(digits)));
        }
        return date(text).map(date -> clamped(date.getEpochSecond() - now.getEpochSecond()));
    }

    private static Duration clamped(long seconds) {
        return Duration.ofSeconds(Math.max(0, Math.min(seconds, MAX.toSeconds())));
    }

    private static Optional<Instant> date(String text) {
        for (DateTimeFormatter form : DATES) {
            Optional<Instant> date = parsed(text, form);
            if (date.isPresent()) {
                return date;
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> parsed(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
