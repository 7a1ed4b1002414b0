package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.key.KeyCache;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** See {@link PayPal}. A certificate is fetched only for header fields that are whole and fresh. */
final class PayPalVerifier implements Verifier {
    private static final String ALGORITHM = "SHA256withRSA";
    private static final List<String> HEADERS =
            List.of("PAYPAL-TRANSMISSION-ID", "PAYPAL-TRANSMISSION-TIME", "PAYPAL-TRANSMISSION-SIG", "PAYPAL-CERT-URL");
    private static final String ALGORITHM_HEADER = "PAYPAL-AUTH-ALGO";
    private static final Pattern ID = Pattern.compile("[-A-Za-z0-9]{1,100}");
    private static final Pattern PATH = Pattern.compile("/v1/notifications/certs/[-_A-Za-z0-9]{1,100}");
    private static final Pattern SIGNER =
            Pattern.compile("messageverificationcerts(\\.[-a-z0-9]{1,50}){0,3}\\.paypal\\.com");
    private static final MessageField MESSAGE_ID = MessageField.json("id");
    private static final MessageField EVENT_TYPE = MessageField.json("event_type");

    private final String webhookId;
    private final List<String> hosts;
    private final Freshness freshness;
    private final KeyCache<URI, List<X509Certificate>> certificates;
    private final TrustedAuthorities authorities;

    PayPalVerifier(
            String webhookId, List<String> hosts, Duration maxAge, KeyFetcher fetcher, TrustedAuthorities authorities) {
        this.webhookId = webhookId;
        this.hosts = hosts;
        freshness = new Freshness(maxAge);
        certificates = KeyCache.of(address -> SigningCertificates.read(fetcher.fetch(address)));
        this.authorities = authorities;
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        List<String> values = new ArrayList<>();
        for (String name : HEADERS) {
            List<String> lines = request.headers().all(name);
            if (lines.isEmpty() || (lines.size() == 1 && lines.get(0).isBlank())) {
                return Rejected.because(Reason.MISSING);
            }
            if (lines.size() > 1) {
                return Rejected.because(Reason.MALFORMED);
            }
            values.add(lines.get(0));
        }
        Optional<Instant> time = Rfc3339.utc(values.get(1));
        byte[] signature = SigningCertificates.base64(values.get(2));
        if (!ID.matcher(values.get(0)).matches()
                || time.isEmpty()
                || signature == null
                || !isPinned(values.get(3))
                || asksForAnotherAlgorithm(request)) {
            return Rejected.because(Reason.MALFORMED);
        }
        Optional<Rejected> stale = freshness.fault(time.get(), now);
        if (stale.isPresent()) {
            return stale.get();
        }
        String signed = values.get(0) + "|" + values.get(1) + "|" + webhookId + "|" + crc32(request.body());
        return judge(URI.create(values.get(3)), signed, signature, now).orElseGet(() -> verified(request, time.get()));
    }

    /** A field that is there must name the one algorithm there is; it chooses nothing. */
    private static boolean asksForAnotherAlgorithm(WebhookRequest request) {
        List<String> lines = request.headers().all(ALGORITHM_HEADER);
        return lines.size() > 1 || (lines.size() == 1 && !lines.get(0).equals(ALGORITHM));
    }

    /** Compared as text, so that there is no second way to read it. */
    private boolean isPinned(String url) {
        return hosts.stream()
                .map(host -> "https://" + host)
                .anyMatch(start -> url.startsWith(start)
                        && PATH.matcher(url.substring(start.length())).matches());
    }

    /** As an unsigned decimal number. */
    private static String crc32(byte[] body) {
        CRC32 crc = new CRC32();
        crc.update(body);
        return Long.toString(crc.getValue());
    }

    /** Why not; empty when the signature is right and its certificate is PayPal's. */
    private Optional<Verification> judge(URI address, String signed, byte[] signature, Instant now) {
        Optional<List<X509Certificate>> chain = certificates.get(address, now);
        if (chain.isEmpty()) {
            return Optional.of(new Unavailable("certificate of PayPal could not be had"));
        }
        X509Certificate own = chain.get().get(0);
        byte[] bytes = signed.getBytes(StandardCharsets.UTF_8);
        if (!SigningCertificates.verifies(own, ALGORITHM, bytes, signature)) {
            return Optional.of(Rejected.because(Reason.MISMATCH));
        }
        boolean ofPayPal = SigningCertificates.commonName(own)
                .filter(SIGNER.asMatchPredicate())
                .isPresent();
        if (!ofPayPal || !authorities.vouchFor(chain.get(), now)) {
            return Optional.of(Rejected.because(Reason.NO_KEY));
        }
        certificates.confirm(address);
        return Optional.empty();
    }

    private static Verified verified(WebhookRequest request, Instant time) {
        List<Optional<String>> fields = MessageField.readAll(request, MESSAGE_ID, EVENT_TYPE);
        return Verified.builder("paypal")
                .id(fields.get(0))
                .eventType(fields.get(1))
                .timestamp(time)
                .signed(Set.of(SignedPart.TIMESTAMP))
                .build();
    }

    @Override
    public Set<String> credentialHeaders() {
        return Set.of("paypal-transmission-sig");
    }

    @Override
    public Set<String> messageHeaders() {
        return Set.of("paypal-transmission-id", "paypal-transmission-time");
    }

    /** Tells nothing that is configured. */
    @Override
    public String toString() {
        return "PayPalVerifier";
    }
}
