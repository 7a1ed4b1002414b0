package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.httpsig.Member.Bytes;
import io.github.webhooks4j.verify.httpsig.Member.InnerList;
import io.github.webhooks4j.verify.httpsig.Member.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges one signature of one request. Not thread-safe. */
final class SignatureCheck {
    private static final Set<String> TARGET = Set.of("@authority", "@path", "@query");

    private final HttpMessageSignatureVerifierBuilder settings;
    private final WebhookRequest request;
    private final Instant now;

    SignatureCheck(HttpMessageSignatureVerifierBuilder settings, WebhookRequest request, Instant now) {
        this.settings = settings;
        this.request = request;
        this.now = now;
    }

    Verification judge(@Nullable Member input, @Nullable Member signature) {
        if (input == null || signature == null) {
            return Rejected.because(Reason.MISSING);
        }
        boolean well = input instanceof InnerList && signature instanceof Item item && item.value() instanceof Bytes;
        SignatureParameters parameters = well ? SignatureParameters.of(input.parameters()) : null;
        if (parameters == null) {
            return Rejected.because(Reason.MALFORMED);
        }
        boolean complete = parameters.created().isPresent()
                && parameters.keyId().isPresent()
                && (settings.nonces == null || parameters.nonce().isPresent());
        return complete
                ? judge((InnerList) input, ((Bytes) ((Item) signature).value()).bytes(), parameters)
                : Rejected.because(Reason.MISSING);
    }

    private Verification judge(InnerList input, byte[] signature, SignatureParameters parameters) {
        List<HttpSignatureKey> keys = settings.keys.stream()
                .filter(key -> parameters.keyId().filter(key.keyId()::equals).isPresent() && key.isLive(now))
                .toList();
        if (keys.isEmpty()) {
            return Rejected.because(Reason.NO_KEY);
        }
        SignatureBase reading = new SignatureBase(request);
        byte[] base = reading.of(input);
        if (base == null) {
            Verification refusal = reading.refusal();
            return refusal == null ? Rejected.because(Reason.MALFORMED) : refusal;
        }
        if (!coversWhatItMust(reading.components())) {
            return Rejected.because(Reason.MISSING);
        }
        Optional<HttpSignatureKey> matched = keys.stream()
                .filter(key -> parameters
                        .algorithm()
                        .filter(named -> !named.equals(key.algorithm().registeredName()))
                        .isEmpty())
                .filter(key -> key.verify(signature, base))
                .findFirst();
        return matched.isEmpty()
                ? Rejected.because(Reason.MISMATCH)
                : judgeBodyAndAge(matched.get(), base, parameters, reading.components());
    }

    private boolean coversWhatItMust(Set<String> covered) {
        return settings.required.stream()
                .allMatch(component -> covered.contains(component)
                        || (component.equals("@target-uri") && covered.containsAll(TARGET)));
    }

    private Verification judgeBodyAndAge(
            HttpSignatureKey key, byte[] base, SignatureParameters parameters, Set<String> covered) {
        boolean digested = covered.contains(ContentDigest.HEADER.toLowerCase(Locale.ROOT));
        Optional<Reason> fault = digested
                ? ContentDigest.fault(request.headers().all(ContentDigest.HEADER), request.body())
                : Optional.empty();
        if (fault.isPresent()) {
            return Rejected.because(fault.get());
        }
        Instant created = parameters.created().orElse(Instant.EPOCH);
        Rejected stale = judgeAge(created, parameters.expires());
        if (stale == null && settings.nonces != null) {
            Verification repeated =
                    judgeNonce(settings.nonces, key, parameters.nonce().orElse(""), created);
            if (repeated != null) {
                return repeated;
            }
        }
        return stale == null ? verified(key, base, created, covered) : stale;
    }

    private @Nullable Rejected judgeAge(Instant created, Optional<Instant> expires) {
        Duration skew = Duration.between(created, now);
        if (skew.compareTo(settings.maxAge) > 0) {
            return new Rejected(Reason.TOO_OLD, Optional.of(skew));
        }
        if (skew.compareTo(settings.maxAge.negated()) < 0) {
            return new Rejected(Reason.TOO_NEW, Optional.of(skew));
        }
        boolean expired = expires.filter(last -> now.isAfter(last)).isPresent();
        return expired ? new Rejected(Reason.TOO_OLD, Optional.of(skew)) : null;
    }

    private @Nullable Verification judgeNonce(NonceMemory nonces, HttpSignatureKey key, String nonce, Instant created) {
        try {
            boolean isNew = nonces.remember(key.keyId(), nonce, created.plus(settings.maxAge));
            return isNew ? null : new Rejected(Reason.TOO_OLD, Optional.of(Duration.between(created, now)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable("nonce memory interrupted");
        } catch (Exception e) {
            return new Unavailable("nonce memory: " + e.getClass().getName());
        }
    }

    private Verified verified(HttpSignatureKey key, byte[] base, Instant created, Set<String> covered) {
        EnumSet<SignedPart> parts = EnumSet.of(SignedPart.TIMESTAMP);
        addIf(covered.contains("@method"), SignedPart.METHOD, parts);
        addIf(covered.contains("@target-uri") || covered.containsAll(TARGET), SignedPart.URL, parts);
        addIf(covered.contains(ContentDigest.HEADER.toLowerCase(Locale.ROOT)), SignedPart.BODY, parts);
        Set<SignedPart> place = EnumSet.copyOf(parts);
        addIf(settings.id.filter(field -> field.isCoveredBy(place, covered)).isPresent(), SignedPart.ID, parts);
        addIf(
                settings.eventType
                        .filter(field -> field.isCoveredBy(place, covered))
                        .isPresent(),
                SignedPart.EVENT_TYPE,
                parts);
        Verified.Builder verdict = Verified.builder(settings.name)
                .keyName(key.name())
                .signed(parts)
                .timestamp(created)
                .id(settings.id.flatMap(field -> field.read(request)))
                .eventType(settings.eventType.flatMap(field -> field.read(request)));
        if (parts.contains(SignedPart.BODY)) { // without it, bases of distinct messages could be equal
            verdict.content(digest -> digest.update(base));
        }
        return verdict.build();
    }

    private static void addIf(boolean covered, SignedPart part, Set<SignedPart> parts) {
        if (covered) {
            parts.add(part);
        }
    }
}
