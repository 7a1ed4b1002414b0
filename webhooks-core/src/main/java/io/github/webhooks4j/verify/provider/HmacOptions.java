package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.HmacHash;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacSchemeBuilder;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the options of {@link Hmac} and collects what is wrong with them. Used once, by one thread. */
final class HmacOptions {
    static final Set<String> NAMES = Set.of(
            "prefix",
            "delimiter",
            "algorithm",
            "encoding",
            "key",
            "key-prefix",
            "template",
            "timestamp",
            "timestamp-key",
            "timestamp-format",
            "tolerance",
            "id",
            "type",
            "content-key");

    private static final Map<String, HmacHash> HASHES = Map.of(
            "sha1", HmacHash.SHA1, "sha256", HmacHash.SHA256, "sha384", HmacHash.SHA384, "sha512", HmacHash.SHA512);
    private static final Map<String, SignatureEncoding> ENCODINGS = Map.of(
            "hex", SignatureEncoding.HEX,
            "base64", SignatureEncoding.BASE64,
            "base64url", SignatureEncoding.BASE64URL);
    private static final Map<String, TimestampFormat> FORMATS = Map.of(
            "seconds", TimestampFormat.SECONDS,
            "milliseconds", TimestampFormat.MILLISECONDS,
            "rfc3339", TimestampFormat.RFC3339,
            "http-date", TimestampFormat.HTTP_DATE);
    private static final Map<String, Boolean> SWITCH = Map.of("true", true, "false", false);

    private final Map<String, String> options;
    private final List<String> faults = new ArrayList<>();

    HmacOptions(Map<String, String> options) {
        this.options = options;
    }

    HmacScheme scheme() {
        HmacSchemeBuilder builder = HmacScheme.builder("hmac");
        checkNames();
        ifPresent("header", builder::signatureHeader);
        ifPresent("algorithm", text -> one(HASHES, "algorithm", text).ifPresent(builder::hash));
        ifPresent("encoding", text -> one(ENCODINGS, "encoding", text).ifPresent(builder::encoding));
        ifPresent("content-key", text -> one(SWITCH, "content-key", text).ifPresent(builder::contentKey));
        ifPresent("template", builder::template);
        ifPresent("id", text -> place("id", text).ifPresent(builder::id));
        ifPresent("type", text -> place("type", text).ifPresent(builder::eventType));
        ifPresent("tolerance", text -> tolerance(text).ifPresent(builder::tolerance));
        key().ifPresent(builder::key);
        syntax().ifPresent(builder::syntax);
        timestamp(builder);
        String built = "";
        try {
            HmacScheme scheme = builder.build();
            if (faults.isEmpty()) {
                return scheme;
            }
        } catch (IllegalArgumentException e) {
            built = "; " + e.getMessage();
        }
        throw new IllegalArgumentException("hmac: " + String.join("; ", faults) + built);
    }

    private void checkNames() {
        if (value("header").isEmpty()) {
            faults.add("option header is missing");
        }
        for (String name : new TreeMap<>(options).keySet()) {
            if (!name.equals("header") && !NAMES.contains(name)) {
                faults.add("option " + name + " is unknown");
            }
        }
    }

    private Optional<KeyForm> key() {
        String form = options.getOrDefault("key", "utf8");
        String prefix = options.getOrDefault("key-prefix", "");
        if (!prefix.isEmpty() && !form.equals("base64")) {
            faults.add("option key-prefix is for key base64 only");
        }
        return one(Map.of("utf8", KeyForm.utf8(), "base64", KeyForm.base64(prefix), "hex", KeyForm.hex()), "key", form);
    }

    private Optional<SignatureSyntax> syntax() {
        String prefix = options.getOrDefault("prefix", "");
        String named = options.getOrDefault("delimiter", "");
        String delimiter = named.equals("space") ? " " : named;
        Optional<String> timeKey = value("timestamp-key");
        if (delimiter.isEmpty() && timeKey.isEmpty()) {
            return Optional.of(prefix.isEmpty() ? SignatureSyntax.bare() : SignatureSyntax.prefix(prefix));
        }
        if (delimiter.length() != 1) {
            faults.add("option delimiter must be one character or space");
            return Optional.empty();
        }
        if (timeKey.isEmpty()) {
            return Optional.of(SignatureSyntax.taggedList(delimiter.charAt(0), prefix));
        }
        if (prefix.length() < 2 || prefix.indexOf('=') != prefix.length() - 1) {
            faults.add("option prefix must be a key and an equals sign beside timestamp-key");
            return Optional.empty();
        }
        String key = prefix.substring(0, prefix.length() - 1);
        return Optional.of(SignatureSyntax.keyValues(delimiter.charAt(0), key, timeKey.get()));
    }

    private void timestamp(HmacSchemeBuilder builder) {
        Optional<String> place = value("timestamp");
        boolean beside = value("timestamp-key").isPresent();
        if (place.isPresent() && beside) {
            faults.add("options timestamp and timestamp-key exclude each other");
        }
        Optional<TimestampFormat> format =
                one(FORMATS, "timestamp-format", options.getOrDefault("timestamp-format", "seconds"));
        if (format.isPresent() && beside) {
            builder.timestampInSignature(format.get());
        } else if (format.isPresent() && place.isPresent()) {
            place("timestamp", place.get()).ifPresent(field -> builder.timestamp(field, format.get()));
        } else if (value("timestamp-format").isPresent() && place.isEmpty() && !beside) {
            faults.add("option timestamp-format is given, but there is neither timestamp nor timestamp-key");
        }
    }

    private Optional<Duration> tolerance(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            faults.add("option tolerance is " + text + " but must be an ISO-8601 duration such as PT5M");
            return Optional.empty();
        }
    }

    private Optional<MessageField> place(String option, String text) {
        Optional<MessageField> place = PlaceOption.read(text);
        if (place.isEmpty()) {
            faults.add(PlaceOption.fault(option, text));
        }
        return place;
    }

    private <T> Optional<T> one(Map<String, T> known, String option, String text) {
        T value = known.get(text);
        if (value == null) {
            String shown = option.equals("key") ? "unknown" : text; // somebody could have put the key itself here
            faults.add("option " + option + " is " + shown + "; known: " + new TreeMap<>(known).keySet());
        }
        return Optional.ofNullable(value);
    }

    private void ifPresent(String option, Consumer<String> then) {
        value(option).ifPresent(then);
    }

    private Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option)).filter(text -> !text.isBlank());
    }
}
