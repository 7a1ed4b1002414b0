package io.github.webhooks4j.verify;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.fuzz.FuzzInput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** Times of signing: what is accepted reads the same elsewhere, and is near our clock however it is written. */
public final class TimestampFuzz {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final BigDecimal TOLERANCE = BigDecimal.valueOf(300);
    private static final byte[] KEY = "a secret of the fuzz tests".getBytes(StandardCharsets.UTF_8);
    private static final List<TimestampFormat> FORMATS = List.of(TimestampFormat.values());
    private static final List<Verifier> VERIFIERS =
            FORMATS.stream().map(TimestampFuzz::verifier).toList();

    private TimestampFuzz() {}

    private static Verifier verifier(TimestampFormat format) {
        HmacScheme scheme = HmacScheme.builder("fuzz")
                .template("{ts}.{body}")
                .signatureHeader("S")
                .timestamp(MessageField.header("T"), format)
                .build();
        return HmacVerifier.of(scheme, Secret.of(new String(KEY, StandardCharsets.UTF_8)));
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        int index = input.choice(FORMATS.size());
        String text = input.text();
        TimestampFormat format = FORMATS.get(index);
        Instant read = format.parse(text);
        if (read != null) {
            check(text.chars().allMatch(c -> c > ' ' && c < 0x7f), "only visible ASCII is a time", text);
            checkReading(format, text, read);
        }
        checkVerdict(VERIFIERS.get(index), text, read);
    }

    private static void checkReading(TimestampFormat format, String text, Instant read) {
        switch (format) {
            case SECONDS -> {
                check(read.equals(Instant.ofEpochSecond(new BigInteger(text).longValueExact())), "seconds", text);
                check(format.format(read).equals(text), "one spelling only", text);
            }
            case MILLISECONDS -> {
                check(read.equals(Instant.ofEpochMilli(new BigInteger(text).longValueExact())), "millis", text);
                check(format.format(read).equals(text), "one spelling only", text);
            }
            case RFC3339 -> {
                check(read.equals(iso(text)), "the moment that another reader sees", text);
                Instant again = format.parse(format.format(read));
                boolean fourDigits = read.atOffset(java.time.ZoneOffset.UTC).getYear() / 10_000 == 0
                        && read.atOffset(java.time.ZoneOffset.UTC).getYear() >= 0;
                check(!fourDigits || read.truncatedTo(ChronoUnit.SECONDS).equals(again), "what we write", text);
            }
        }
    }

    private static Instant iso(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static void checkVerdict(Verifier verifier, String text, Instant read) {
        Headers.Builder fields = Headers.builder().add("S", signature(text)).add("T", text);
        if (fields.fault().isPresent()) {
            return;
        }
        Verification verdict =
                verifier.verify(new WebhookRequest(RequestHead.of("POST", "/", fields), new byte[] {'{', '}'}), NOW);
        boolean near = read != null && distance(read).compareTo(TOLERANCE) <= 0;
        check(verdict instanceof Verified == near, "accepted exactly when it is near", text, verdict);
    }

    private static BigDecimal distance(Instant time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
        return seconds.subtract(BigDecimal.valueOf(NOW.getEpochSecond())).abs();
    }

    private static String signature(String text) {
        byte[] signed = (text + ".{}").getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(JdkHmac.sha256(KEY, signed));
    }
}
