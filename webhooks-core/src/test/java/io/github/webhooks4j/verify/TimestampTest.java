package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.provider.Providers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R3 and R18: times of signing, each signed correctly over the raw header text. */
class TimestampTest {
    private static final Instant NOW = HmacCase.NOW;
    private static final long SECOND = NOW.getEpochSecond();

    /** A good signature over whatever text stands for the time. */
    private static Verification verdict(HmacCase preset, String time, Instant now) {
        return preset.verdict(signed(preset, time), body(preset, time), now);
    }

    private static byte[] body(HmacCase preset, String time) {
        return preset.timeInBody() ? HmacCase.body(time) : HmacCase.BODY;
    }

    private static Headers signed(HmacCase preset, String time) {
        HmacScheme scheme = preset.scheme();
        byte[][] pieces = new SignatureReading(
                        scheme, HmacCase.request(Headers.empty(), body(preset, time)), Optional.of(HmacCase.ID), time)
                .pieces();
        byte[] mac =
                scheme.keys(preset.secret()).signatures(pieces, Instant.EPOCH).get(0);
        String signature = scheme.syntax.format(List.of(scheme.encoding.encode(mac)), time);
        Headers headers = HmacCase.with(preset.signed(), preset.signatureHeader(), signature);
        MessageField field = scheme.timestamp;
        return field == null ? headers : HmacCase.with(headers, field.name(), time);
    }

    /** A time of 2023, far out of any tolerance. */
    private static String past(HmacCase preset) {
        return preset.time(Instant.ofEpochSecond(1674087231L));
    }

    /** The last time that the format can tell. */
    private static String future(HmacCase preset) {
        return preset.scheme().timestampFormat == TimestampFormat.SECONDS
                ? "999999999999"
                : preset.time(Instant.parse("2286-11-20T17:46:39Z"));
    }

    private static byte[] hmac(byte[] key, byte[]... pieces) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] piece : pieces) {
                all.writeBytes(piece);
            }
            return mac.doFinal(all.toByteArray());
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "R3 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#timed")
    void the_tolerance_is_accepted_in_both_directions_and_not_a_nanosecond_more(HmacCase preset) {
        String time = preset.time(NOW);
        Duration most = preset.scheme().tolerance();

        for (Duration skew : List.of(Duration.ZERO, most.minusSeconds(1), most)) {
            assertThat(verdict(preset, time, NOW.plus(skew))).isInstanceOf(Verified.class);
            assertThat(verdict(preset, time, NOW.minus(skew))).isInstanceOf(Verified.class);
        }
        for (Duration more : List.of(Duration.ofNanos(1), Duration.ofSeconds(1), Duration.ofDays(400))) {
            assertThat(verdict(preset, time, NOW.plus(most).plus(more)))
                    .isEqualTo(new Rejected(Reason.TOO_OLD, Optional.of(most.plus(more))));
            assertThat(verdict(preset, time, NOW.minus(most).minus(more)))
                    .isEqualTo(new Rejected(
                            Reason.TOO_NEW, Optional.of(most.plus(more).negated())));
        }
        assertThat(verdict(preset, past(preset), NOW))
                .extracting(verdict -> ((Rejected) verdict).reason())
                .isEqualTo(Reason.TOO_OLD);
        assertThat(verdict(preset, future(preset), NOW))
                .extracting(verdict -> ((Rejected) verdict).reason())
                .isEqualTo(Reason.TOO_NEW);
    }

    @ParameterizedTest(name = "R18 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#timed")
    void what_is_not_exactly_of_the_format_is_malformed_even_when_signed(HmacCase preset) {
        String now = preset.time(NOW);
        boolean number = preset.scheme().timestampFormat != TimestampFormat.RFC3339;
        for (String time : List.of(
                "+" + now,
                "0" + now,
                "١٩٠٠٠٠٠٠٠٠",
                "１９００００００００",
                now + ".0",
                now + "x",
                "1e9",
                "-1",
                "-" + now,
                "NaN",
                "0x10",
                now + "000",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                now + " ",
                "00",
                number ? "2030-03-17T17:46:40Z" : Long.toString(SECOND))) {
            assertThat(verdict(preset, time, NOW)).as(time).isEqualTo(Rejected.because(Reason.MALFORMED));
        }
        assertThat(verdict(preset, " " + now, NOW)).isEqualTo(Rejected.because(Reason.MALFORMED));
        assertThat(verdict(preset, "", NOW)).isEqualTo(Rejected.because(Reason.MISSING));
    }

    @ParameterizedTest(name = "R18 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#timed")
    void no_clock_makes_it_throw(HmacCase preset) {
        for (Instant now : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
            assertThat(verdict(preset, preset.time(Instant.EPOCH), now))
                    .isInstanceOf(now.equals(Instant.EPOCH) ? Verified.class : Rejected.class);
            assertThat(verdict(preset, future(preset), now)).isInstanceOf(Rejected.class);
        }
    }

    @ParameterizedTest(name = "R18 {0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#timed")
    void a_tolerance_of_zero_is_not_off(HmacCase preset) {
        Verifier strict =
                Providers.byName(preset.name()).verifier(List.of(preset.secret()), Map.of("tolerance", "PT0S"));
        Headers headers = signed(preset, preset.time(NOW));
        byte[] body = body(preset, preset.time(NOW));

        assertThat(strict.verify(HmacCase.request(headers, body), NOW)).isInstanceOf(Verified.class);
        assertThat(strict.verify(HmacCase.request(headers, body), NOW.plusNanos(1)))
                .isEqualTo(new Rejected(Reason.TOO_OLD, Optional.of(Duration.ofNanos(1))));
        assertThatThrownBy(() -> preset.scheme().withTolerance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.webhooks4j.verify.HmacCase#timed")
    void a_wrong_signature_tells_nothing_about_clocks(HmacCase preset) {
        Headers old = signed(preset, past(preset));

        byte[] other = HmacCase.body(past(preset) + (preset.timeInBody() ? "" : "x"));
        other[2] ^= 1;

        assertThat(preset.verdict(old, other, NOW)).isEqualTo(Rejected.because(Reason.MISMATCH));
    }

    @ParameterizedTest(name = "under {0}")
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-nu-thai", "fa-IR"})
    void no_default_locale_changes_what_is_signed_or_accepted(String tag) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            HmacCase.all().forEach(preset -> {
                assertThat(preset.verdict(preset.signed())).isInstanceOf(Verified.class);
                assertThat(preset.signed().first(preset.signatureHeader()).orElseThrow())
                        .matches("[\\x20-\\x7e]+");
                preset.verifier(preset.secret())
                        .messageHeaders()
                        .forEach(name -> assertThat(name).matches("[-a-z0-9]+"));
            });
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void milliseconds_have_thirteen_digits() {
        assertThat(TimestampFormat.MILLISECONDS.parse("1700000000123")).isEqualTo(Instant.ofEpochMilli(1700000000123L));
        assertThat(TimestampFormat.MILLISECONDS.parse("17000000001230")).isNull();
        assertThat(TimestampFormat.MILLISECONDS.format(Instant.ofEpochMilli(1700000000123L)))
                .isEqualTo("1700000000123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-11-14T22:13:20Z",
                "2023-11-14T22:13:20.000000000Z",
                "2023-11-14T23:13:20+01:00",
                "2023-11-14T22:13:20.0-00:00"
            })
    void rfc_3339_is_read_with_fractions_and_offsets(String text) {
        assertThat(TimestampFormat.RFC3339.parse(text)).isEqualTo(Instant.ofEpochSecond(1700000000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023-11-14",
                "2023-11-14T22:13:20",
                "2023-11-14t22:13:20Z",
                "2023-11-14 22:13:20Z",
                "2023-11-14T22:13Z",
                "2023-11-14T22:13:20.Z",
                "2023-11-14T22:13:20.0000000000Z",
                "2023-11-14T22:13:20+1:00",
                "2023-11-14T22:13:20+99:00",
                "2023-13-14T22:13:20Z",
                "2023-02-30T22:13:20Z",
                "2023-11-14T22:13:60Z",
                "+2023-11-14T22:13:20Z",
                "2023-11-14T22:13:20Z ",
                "２023-11-14T22:13:20Z"
            })
    void what_is_no_rfc_3339_is_refused(String text) {
        assertThat(TimestampFormat.RFC3339.parse(text)).isNull();
    }

    @Test
    void a_json_timestamp_is_signed_with_the_body() {
        HmacScheme linear = HmacScheme.builder("linear")
                .signatureHeader("Linear-Signature")
                .timestamp(MessageField.json("webhookTimestamp"), TimestampFormat.MILLISECONDS)
                .tolerance(Duration.ofMinutes(1))
                .build();
        Secret secret = Secret.of("lin_wh_0123456789");
        byte[] body = "{\"webhookTimestamp\":1900000000000}".getBytes(StandardCharsets.UTF_8);
        Headers headers = Headers.of(
                "Linear-Signature",
                HexFormat.of().formatHex(hmac("lin_wh_0123456789".getBytes(StandardCharsets.UTF_8), body)));
        HmacVerifier verifier = HmacVerifier.of(linear, secret);

        assertThat(verifier.verify(HmacCase.request(headers, body), NOW.plusSeconds(60)))
                .isInstanceOf(Verified.class);
        assertThat(verifier.verify(HmacCase.request(headers, body), NOW.plusSeconds(61)))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest(name = "R18 {0}")
    @ValueSource(
            strings = {
                "Tue, 14 Nov 2023 22:13:20 UTC",
                "Tue, 14 Nov 2023 22:13:20 +0000",
                "tue, 14 nov 2023 22:13:20 gmt",
                "Mon, 14 Nov 2023 22:13:20 GMT",
                "Wed, 1 Nov 2023 22:13:20 GMT",
                "Thu, 31 Nov 2023 22:13:20 GMT",
                "Tue, 14 Nov 2023 24:00:00 GMT",
                "Tue, 14 Nov 2023 22:13 GMT",
                "Tue, 14 Nov 2023 22:13:20 GMT ",
                " Tue, 14 Nov 2023 22:13:20 GMT",
                "Tuesday, 14-Nov-23 22:13:20 GMT",
                "Tue Nov 14 22:13:20 2023",
                "Tue, ١٤ Nov 2023 22:13:20 GMT",
                "Tue, 14 Nov +12023 22:13:20 GMT",
                "2023-11-14T22:13:20Z"
            })
    void an_http_date_has_one_spelling(String other) {
        String text = "Tue, 14 Nov 2023 22:13:20 GMT";
        Instant instant = Instant.ofEpochSecond(1700000000);

        assertThat(TimestampFormat.HTTP_DATE.parse(text)).isEqualTo(instant);
        assertThat(TimestampFormat.HTTP_DATE.format(instant.plusMillis(999))).isEqualTo(text);
        assertThat(TimestampFormat.HTTP_DATE.parse(other)).isNull();
    }
}
