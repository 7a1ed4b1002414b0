package io.github.webhooks4j.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a time of signing is written. Read strictly, in ASCII: no sign, no leading zero, no blank, no digit
 * of another script; what {@link Long#parseLong(String)} takes beyond that is refused.
 */
public enum TimestampFormat {
    /** Seconds since 1970 (Unix time): one to twelve digits. */
    SECONDS {
        @Override
        @Nullable
        Instant parse(String text) {
            long value = digits(text, 12);
            return value < 0 ? null : Instant.ofEpochSecond(value);
        }

        @Override
        String format(Instant instant) {
            return Long.toString(instant.getEpochSecond());
        }
    },
    /** Milliseconds since 1970: one to thirteen digits. */
    MILLISECONDS {
        @Override
        @Nullable
        Instant parse(String text) {
            long value = digits(text, 13);
            return value < 0 ? null : Instant.ofEpochMilli(value);
        }

        @Override
        String format(Instant instant) {
            return Long.toString(instant.toEpochMilli());
        }
    },
    /** RFC 3339 with seconds, up to nine digits behind the point and an offset: {@code 2030-01-01T00:00:00Z}. */
    RFC3339 {
        @Override
        @Nullable
        Instant parse(String text) {
            if (!isRfc3339(text)) {
                return null;
            }
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                return null;
            }
        }

        @Override
        String format(Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    },
    /** The preferred date of HTTP (RFC 9110, section 5.6.7): {@code Tue, 01 Jan 2030 00:00:00 GMT}. */
    HTTP_DATE {
        @Override
        @Nullable
        Instant parse(String text) {
            if (text.length() != HTTP_LENGTH) {
                return null;
            }
            try {
                Instant instant = Instant.from(HTTP.parse(text));
                return format(instant).equals(text) ? instant : null;
            } catch (DateTimeException e) {
                return null;
            }
        }

        @Override
        String format(Instant instant) {
            return HTTP.format(instant);
        }
    };

    private static final int HTTP_LENGTH = 29;
    private static final DateTimeFormatter HTTP = new DateTimeFormatterBuilder()
            .appendText(ChronoField.DAY_OF_WEEK, numbered("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
            .appendPattern(", dd ")
            .appendText(
                    ChronoField.MONTH_OF_YEAR,
                    numbered("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"))
            .appendPattern(" uuuu HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String RFC3339_SHAPE = "dddd-dd-ddTdd:dd:dd";

    /** What the text says; {@code null} for a text that is not exactly of this format. */
    abstract @Nullable Instant parse(String text);

    abstract String format(Instant instant);

    /** Names by number from 1; the platform's own change with its locale data. */
    private static Map<Long, String> numbered(String... names) {
        Map<Long, String> byNumber = new HashMap<>();
        for (String name : names) {
            byNumber.put(byNumber.size() + 1L, name);
        }
        return byNumber;
    }

    /**
     * Reads a time.
     *
     * @param text the whole text
     * @return the time; empty for a text that is not exactly of this format
     */
    public Optional<Instant> read(String text) {
        return Optional.ofNullable(parse(text));
    }

    private static long digits(String text, int most) {
        int length = text.length();
        if (length == 0 || length > most || (length > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isRfc3339(String text) {
        int at = RFC3339_SHAPE.length();
        if (!hasShape(text, 0, RFC3339_SHAPE)) {
            return false;
        }
        if (at < text.length() && text.charAt(at) == '.') {
            int first = ++at;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == first || at - first > 9) {
                return false;
            }
        }
        return (at == text.length() - 1 && text.charAt(at) == 'Z')
                || (at == text.length() - 6 && (hasShape(text, at, "+dd:dd") || hasShape(text, at, "-dd:dd")));
    }

    private static boolean hasShape(String text, int from, String shape) {
        if (text.length() < from + shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(from + i);
            if (shape.charAt(i) == 'd' ? !isDigit(c) : c != shape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
