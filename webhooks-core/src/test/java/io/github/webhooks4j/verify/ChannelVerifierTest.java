package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.provider.GitHub;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelVerifierTest {
    /** Valid from June 2029 for a year; CN=Sender,O=Bank,C=DE; dns:Hooks.Example.com uri:urn:sender:1 email:a@example.com. */
    private static final X509Certificate SENDER =
            certificate("MIIBsjCCAVmgAwIBAgIJAPO5KINdVq+AMAoGCCqGSM49BAMCMC0xCzAJBgNVBAYTAkRFMQ0wCwYDVQQKEwRCYW5r"
                    + "MQ8wDQYDVQQDEwZTZW5kZXIwHhcNMjkwNjAxMDAwMDAwWhcNMzAwNjAxMDAwMDAwWjAtMQswCQYDVQQGEwJERTEN"
                    + "MAsGA1UEChMEQmFuazEPMA0GA1UEAxMGU2VuZGVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQJINePHZv9X0"
                    + "4y5MX93Yvcop7W4q1G7mS+9AnSBS2Jj9htDNWO8Crth0edNZdBqzFKUXuOloYVj96b/2tpJaH6NiMGAwHQYDVR0O"
                    + "BBYEFL4JZiyc9vWFkGhnwDbp4hjmd0VRMD8GA1UdEQQ4MDaCEUhvb2tzLkV4YW1wbGUuY29thgx1cm46c2VuZGVy"
                    + "OjGBDWFAZXhhbXBsZS5jb22HBMAAAgEwCgYIKoZIzj0EAwIDRwAwRAIgKW+xiJYO5FnYfWIppwIi1cpWMgbfrqjt"
                    + "ax/s/ia3lC8CIDfg+PP/rGs5Qy3QZ47VfpRk8GXsYkFEiyzeJIB4DWbQ");

    /** CN=Other, without alternative names, as long. */
    private static final X509Certificate OTHER =
            certificate("MIIBODCB3qADAgECAgkA9v0YyNfT7UAwCgYIKoZIzj0EAwIwEDEOMAwGA1UEAxMFT3RoZXIwHhcNMjkwNjAxMDAw"
                    + "MDAwWhcNMzAwNjAxMDAwMDAwWjAQMQ4wDAYDVQQDEwVPdGhlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNdv"
                    + "9dbl7bL15ZzUgy96DpMNlgNPUt7WoPcD8thDn+zmIWaK85oYFX1cF3EMFIGvyN71HPDp06UuuGUGEnPO0UmjITAf"
                    + "MB0GA1UdDgQWBBQNnWl9d24Uq3WBOc16CmAQvjb0KDAKBggqhkjOPQQDAgNJADBGAiEA1MKXOEL5q9TZxor8/afc"
                    + "xHTrir25OuyjMiXwLL672GICIQDUbGlX0JCoQyRffySrahnnhzk4+rZHgqCBVeGVuWDHsg==");

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final byte[] BODY = {'{', '}'};

    private static X509Certificate certificate(String base64) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    private static Verification with(ChannelVerifierBuilder builder, Instant now, X509Certificate... chain) {
        RequestHead head = RequestHead.of("POST", "/", Headers.empty()).withClientCertificates(List.of(chain));
        return builder.build().verify(new WebhookRequest(head, BODY), now);
    }

    private static Verification from(ChannelVerifierBuilder builder, String peer, String... forwarded) {
        Headers.Builder headers = Headers.builder();
        for (String line : forwarded) {
            headers.add("X-Forwarded-For", line);
        }
        RequestHead head = RequestHead.of("POST", "/", headers.build());
        return builder.build()
                .verify(new WebhookRequest(peer == null ? head : head.withRemoteAddress(peer), BODY), NOW);
    }

    private static void isRejected(Verification verdict, Reason reason) {
        assertThat(verdict).isEqualTo(Rejected.because(reason));
    }

    private static ChannelVerifierBuilder channel() {
        return ChannelVerifier.builder();
    }

    @Test
    void a_certificate_is_accepted_by_subject_by_name_or_by_key_and_binds_nothing() {
        String key = ClientCertificates.pin(SENDER);
        List<UnaryOperator<ChannelVerifierBuilder>> ways = List.of(
                builder -> builder.certificateSubject("cn=sender, o=Bank, c=DE"),
                builder -> builder.certificateName("dns:hooks.example.COM"),
                builder -> builder.certificateName("uri:urn:sender:1"),
                builder -> builder.certificateName("email:a@example.com"),
                builder -> builder.certificateKey(key),
                builder -> builder.certificateSubject("CN=Nobody").certificateKey(key));
        for (UnaryOperator<ChannelVerifierBuilder> way : ways) {
            Verified verified = (Verified) with(way.apply(channel()), NOW, SENDER, OTHER);

            assertThat(verified.signed()).isEmpty();
            assertThat(verified.bodyBound()).isFalse();
            isRejected(with(way.apply(channel()), NOW, OTHER), Reason.MISMATCH);
            isRejected(with(way.apply(channel()), NOW, OTHER, SENDER), Reason.MISMATCH); // not the peer's own
            isRejected(with(way.apply(channel()), NOW), Reason.MISSING);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dns:example.com",
                "dns:*.example.com",
                "dns:xhooks.example.com",
                "uri:urn:sender",
                "uri:URN:sender:1",
                "email:hooks.example.com",
                "dns:urn:sender:1",
                "dns:192.0.2.1"
            })
    void a_name_is_matched_whole_and_of_its_kind(String name) {
        isRejected(with(channel().certificateName(name), NOW, SENDER), Reason.MISMATCH);
    }

    @Test
    void a_common_name_alone_is_no_subject() {
        isRejected(with(channel().certificateSubject("CN=Sender"), NOW, SENDER), Reason.MISMATCH);
    }

    @Test
    void a_certificate_has_to_be_valid_now() {
        ChannelVerifierBuilder builder = channel().certificateKey(ClientCertificates.pin(SENDER));
        Instant first = SENDER.getNotBefore().toInstant();
        Instant last = SENDER.getNotAfter().toInstant();

        assertThat(with(builder, first, SENDER)).isInstanceOf(Verified.class);
        assertThat(with(builder, last, SENDER)).isInstanceOf(Verified.class);
        isRejected(with(builder, first.minusSeconds(1), SENDER), Reason.TOO_NEW);
        isRejected(with(builder, last.plusSeconds(1), SENDER), Reason.TOO_OLD);
        isRejected(with(builder, Instant.MIN, SENDER), Reason.TOO_NEW);
        isRejected(with(builder, Instant.MAX, SENDER), Reason.TOO_OLD);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,true",
        "192.0.2.255,true",
        "192.0.3.0,false",
        "::ffff:192.0.2.7,true",
        "::ffff:192.0.3.7,false",
        "2001:db8::1,true",
        "2001:DB8:0:0:0:0:0:1,true",
        "2001:db9::1,false",
        "::192.0.2.7,false",
    })
    void addresses_are_compared_as_numbers(String peer, boolean accepted) {
        ChannelVerifierBuilder builder = channel().addresses("192.0.2.0/24", "2001:db8::/32");

        if (accepted) {
            assertThat(from(builder, peer)).isInstanceOf(Verified.class);
        } else {
            isRejected(from(builder, peer), Reason.MISMATCH);
        }
    }

    @Test
    void without_proxies_nobody_can_write_the_address() {
        ChannelVerifierBuilder builder = channel().addresses("192.0.2.0/24");

        isRejected(from(builder, "198.51.100.1", "192.0.2.7"), Reason.MISMATCH);
        assertThat(from(builder, "192.0.2.7", "garbage, 198.51.100.1")).isInstanceOf(Verified.class);
        isRejected(from(builder, null), Reason.MISSING);
        isRejected(from(builder, "localhost"), Reason.MALFORMED);
        isRejected(from(builder, "192.0.2.07"), Reason.MALFORMED);
    }

    @Test
    void behind_proxies_the_address_is_at_their_distance_from_the_end() {
        ChannelVerifierBuilder one = channel().addresses("192.0.2.0/24").behindProxies(1, "10.0.0.0/8");
        ChannelVerifierBuilder two = channel().addresses("192.0.2.0/24").behindProxies(2, "10.0.0.0/8");

        assertThat(from(one, "10.0.0.1", "192.0.2.7")).isInstanceOf(Verified.class);
        assertThat(from(one, "10.0.0.1", "198.51.100.1, 192.0.2.7")).isInstanceOf(Verified.class);
        assertThat(from(one, "10.0.0.1", "198.51.100.1", "192.0.2.7")).isInstanceOf(Verified.class);
        isRejected(from(one, "10.0.0.1", "192.0.2.7, 198.51.100.1"), Reason.MISMATCH); // the left-most is anybody's
        isRejected(from(one, "10.0.0.1", "192.0.2.7", "198.51.100.1"), Reason.MISMATCH);
        isRejected(from(one, "10.0.0.1"), Reason.MISSING);
        isRejected(from(one, "10.0.0.1", "192.0.2.7,"), Reason.MALFORMED);
        isRejected(from(one, "10.0.0.1", "unknown"), Reason.MALFORMED);
        isRejected(from(one, "203.0.113.9", "192.0.2.7"), Reason.MISMATCH); // past the proxy
        assertThat(from(two, "10.0.0.1", "192.0.2.7, 10.9.9.9")).isInstanceOf(Verified.class);
        isRejected(from(two, "10.0.0.1", "192.0.2.7"), Reason.MISMATCH); // it came past the first one
        isRejected(from(two, "10.0.0.1", "192.0.2.7, 203.0.113.9"), Reason.MISMATCH);
        isRejected(from(two, "10.0.0.1", "10.9.9.9"), Reason.MISSING);
        isRejected(from(one, "10.0.0.1", "1.1.1.1,".repeat(40) + "192.0.2.7"), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7:4711", "[2001:db8::1]", "[2001:db8::1]:4711", "2001:db8::1", " 192.0.2.7 "})
    void entries_may_have_a_port_and_brackets(String entry) {
        ChannelVerifierBuilder builder =
                channel().addresses("192.0.2.0/24", "2001:db8::/32").behindProxies(1, "10.0.0.0/8");

        assertThat(from(builder, "10.0.0.1", entry)).isInstanceOf(Verified.class);
    }

    @Test
    void certificate_and_address_are_both_demanded() {
        ChannelVerifierBuilder builder =
                channel().addresses("192.0.2.0/24").certificateKey(ClientCertificates.pin(SENDER));

        isRejected(with(builder, NOW, SENDER), Reason.MISSING);
        isRejected(from(builder, "192.0.2.7"), Reason.MISSING);
        RequestHead both = RequestHead.of("POST", "/", Headers.empty())
                .withClientCertificates(List.of(SENDER))
                .withRemoteAddress("192.0.2.7");
        assertThat(builder.build().verify(new WebhookRequest(both, BODY), NOW)).isInstanceOf(Verified.class);
        assertThat(builder.build()).hasToString("ChannelVerifier[certificate, address]");
    }

    @Test
    void a_signature_and_a_client_certificate_together() {
        Secret secret = Secret.of("a secret of these tests");
        Verifier both = Verifiers.allOf(
                GitHub.verifier(secret),
                channel().certificateName("dns:hooks.example.com").build());
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        RequestHead bare = RequestHead.of("POST", "/", Headers.empty());
        Headers signed =
                HmacSigner.of(GitHub.scheme(), secret).sign(new WebhookRequest(bare, body), Optional.empty(), NOW);
        RequestHead head = RequestHead.of("POST", "/", signed);

        Verified verified =
                (Verified) both.verify(new WebhookRequest(head.withClientCertificates(List.of(SENDER)), body), NOW);

        assertThat(verified.bodyBound()).isTrue();
        assertThat(verified.scheme()).isEqualTo("github+channel");
        isRejected(both.verify(new WebhookRequest(head, body), NOW), Reason.MISSING);
        isRejected(
                both.verify(new WebhookRequest(head.withClientCertificates(List.of(OTHER)), body), NOW),
                Reason.MISMATCH);
        isRejected(
                both.verify(new WebhookRequest(bare.withClientCertificates(List.of(SENDER)), body), NOW),
                Reason.MISSING);
    }

    @Test
    void every_fault_of_the_configuration_is_named_at_once() {
        assertThatThrownBy(() -> channel().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither");
        assertThatThrownBy(() -> channel()
                        .addresses("192.0.2.1/24", "example.com")
                        .behindProxies(1)
                        .certificateSubject("nobody")
                        .certificateName("hooks.example.com")
                        .certificateKey("AAAA")
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "192.0.2.1/24", "example.com", "behindProxies", "'nobody'", "'hooks.example.com'", "'AAAA'");
        for (int count : new int[] {-1, 0, 17}) {
            assertThatThrownBy(() -> channel()
                            .addresses("192.0.2.1")
                            .behindProxies(count, "10.0.0.0/8")
                            .build())
                    .hasMessageContaining("behindProxies");
        }
        assertThatThrownBy(() -> channel()
                        .certificateSubject("CN=a")
                        .behindProxies(1, "10.0.0.0/8")
                        .build())
                .hasMessageContaining("no addresses");
    }
}
