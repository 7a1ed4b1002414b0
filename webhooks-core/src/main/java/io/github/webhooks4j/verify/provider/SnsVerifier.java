package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.WebhookRequest;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** See {@link Sns}. A certificate is fetched only for a message that is whole, fresh and of a known topic. */
final class SnsVerifier implements Verifier {
    private static final String RAW = "x-amz-sns-rawdelivery";
    private static final Pattern CERTIFICATE = Pattern.compile("/SimpleNotificationService-[A-Za-z0-9]{1,64}\\.pem");

    private final Map<String, SnsTopic> topics;
    private final boolean version1;
    private final Freshness freshness;
    private final KeyCache<URI, X509Certificate> certificates;

    SnsVerifier(Map<String, SnsTopic> topics, boolean version1, Duration maxAge, KeyFetcher fetcher) {
        this.topics = Map.copyOf(topics);
        this.version1 = version1;
        freshness = new Freshness(maxAge);
        certificates = KeyCache.of(
                address -> SigningCertificates.read(fetcher.fetch(address)).get(0));
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        if (request.headers().contains(RAW)) {
            return Rejected.because(Reason.MALFORMED);
        }
        SnsMessage message = SnsMessage.read(request.body());
        if (message == null) {
            return Rejected.because(Reason.MALFORMED);
        }
        for (String member : Set.of("Signature", "SignatureVersion", "SigningCertURL")) {
            if (message.text(member).isBlank()) {
                return Rejected.because(Reason.MISSING);
            }
        }
        SnsTopic topic = topics.get(message.text("TopicArn"));
        if (topic == null) {
            return Rejected.because(Reason.MISMATCH);
        }
        Optional<String> algorithm = algorithm(message.text("SignatureVersion"));
        byte[] signature = SigningCertificates.base64(message.text("Signature"));
        if (algorithm.isEmpty() || signature == null || !isPinned(message.text("SigningCertURL"), topic)) {
            return Rejected.because(Reason.MALFORMED);
        }
        Optional<Rejected> stale = freshness.fault(message.timestamp(), now);
        return stale.isPresent() ? stale.get() : judge(message, topic, algorithm.get(), signature, now);
    }

    private Optional<String> algorithm(String version) {
        return switch (version) {
            case "1" -> version1 ? Optional.of("SHA1withRSA") : Optional.empty();
            case "2" -> Optional.of("SHA256withRSA");
            default -> Optional.empty();
        };
    }

    /** Compared as text, so that there is no second way to read it. */
    private static boolean isPinned(String url, SnsTopic topic) {
        String start = "https://" + topic.host();
        return url.startsWith(start)
                && CERTIFICATE.matcher(url.substring(start.length())).matches();
    }

    private Verification judge(SnsMessage message, SnsTopic topic, String algorithm, byte[] signature, Instant now) {
        URI address = URI.create(message.text("SigningCertURL"));
        Optional<X509Certificate> certificate = certificates.get(address, now);
        if (certificate.isEmpty()) {
            return new Unavailable("certificate of SNS could not be had");
        }
        boolean ofSns = SigningCertificates.commonName(certificate.get())
                .filter(topic.signers()::contains)
                .isPresent();
        if (!ofSns || !SigningCertificates.isValid(certificate.get(), now)) {
            return Rejected.because(Reason.NO_KEY);
        }
        if (!SigningCertificates.verifies(certificate.get(), algorithm, message.signed(), signature)) {
            return Rejected.because(Reason.MISMATCH);
        }
        certificates.confirm(address);
        return Verified.builder("sns")
                .id(Optional.of(message.text("MessageId")))
                .eventType(Optional.of(message.text("Type")))
                .timestamp(message.timestamp())
                .signed(Set.of(SignedPart.ID, SignedPart.EVENT_TYPE, SignedPart.TIMESTAMP))
                .build();
    }

    /** Tells the number of topics. */
    @Override
    public String toString() {
        return "SnsVerifier[topics=" + topics.size() + "]";
    }
}
