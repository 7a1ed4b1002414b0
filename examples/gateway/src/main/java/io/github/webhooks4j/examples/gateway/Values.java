package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values as what they are. A bad one is added to the faults, and something harmless stands in for it. */
final class Values {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}) ?(B|KiB|MiB)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final Settings settings;

    Values(Settings settings) {
        this.settings = settings;
    }

    Optional<String> text(Key key) {
        return settings.get(key).filter(value -> !value.isEmpty());
    }

    String textOrFault(Key key) {
        return text(key).orElseGet(() -> {
            fault(key, "is empty");
            return "";
        });
    }

    /** What stands between commas; empty when nothing is set. */
    List<String> list(Key key) {
        return text(key).map(value -> List.of(value.split("\\s*,\\s*", -1))).orElse(List.of());
    }

    boolean flag(Key key) {
        String value = settings.get(key).orElse("");
        if (!value.equals("true") && !value.equals("false")) {
            fault(key, "is '" + value + "' but must be true or false");
        }
        return value.equals("true");
    }

    int number(Key key, int least, int most) {
        String value = settings.get(key).orElse("");
        if (NUMBER.matcher(value).matches()) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        fault(key, "is '" + value + "' but must be a number from " + least + " to " + most);
        return least;
    }

    int size(Key key, int most) {
        String value = settings.get(key).orElse("");
        Matcher size = SIZE.matcher(value);
        if (size.matches()) {
            String unit = Optional.ofNullable(size.group(2)).orElse("B").toLowerCase(Locale.ROOT);
            int shift = switch (unit) {
                case "kib" -> 10;
                case "mib" -> 20;
                default -> 0;
            };
            long bytes = Long.parseLong(size.group(1)) << shift;
            if (bytes <= most) {
                return (int) bytes;
            }
        }
        fault(key, "is '" + value + "' but must be a size up to " + most + " bytes, such as 1MiB, 512KiB or 1048576");
        return 0;
    }

    Duration duration(Key key, Duration least, Duration most) {
        String value = settings.get(key).orElse("");
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeException e) {
            // told below, like one that is out of range
        }
        fault(key, "is '" + value + "' but must be an ISO-8601 duration from " + least + " to " + most);
        return least;
    }

    Optional<URI> url(Key key) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(value.get());
            if (isBase(url)) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        fault(key, "must be http(s)://host[:port] without user, path, query or fragment");
        return Optional.empty();
    }

    Optional<Secret> secret(Key key) {
        return settings.get(key).flatMap(value -> {
            if (value.isBlank()) {
                fault(key, "is empty");
                return Optional.empty();
            }
            return Optional.of(Secret.of(value).named(key.text()));
        });
    }

    void fault(Key key, String what) {
        settings.faults().add(key.text() + " " + what);
    }

    private static boolean isBase(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
