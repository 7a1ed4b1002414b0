package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** See {@link Verifiers#allOf}. Immutable. */
final class AllOf extends Combined {
    AllOf(List<Verifier> verifiers) {
        super(verifiers);
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        List<Verified> verdicts = new ArrayList<>();
        Unavailable unavailable = null;
        for (Verifier verifier : verifiers) {
            Verification verdict = verifier.verify(request, now);
            if (verdict instanceof Rejected) {
                return verdict; // whatever the others would say
            }
            if (verdict instanceof Verified verified) {
                verdicts.add(verified);
            } else if (verdict instanceof Unavailable none && unavailable == null) {
                unavailable = none;
            }
        }
        return unavailable == null ? merged(verdicts) : unavailable;
    }

    private static Verified merged(List<Verified> verdicts) {
        String scheme = verdicts.stream().map(Verified::scheme).collect(Collectors.joining("+"));
        Verified.Builder merged = Verified.builder(scheme)
                .id(told(verdicts, SignedPart.ID, Verified::id))
                .eventType(told(verdicts, SignedPart.EVENT_TYPE, Verified::eventType));
        verdicts.forEach(verdict -> merged.signed(verdict.signed()));
        first(verdicts.stream(), Verified::keyName).ifPresent(merged::keyName);
        told(verdicts, SignedPart.TIMESTAMP, Verified::timestamp).ifPresent(merged::timestamp);
        verdicts.stream()
                .flatMap(verdict -> verdict.content().stream())
                .findFirst()
                .ifPresent(merged::content);
        return merged.build();
    }

    /** A value that nobody signed must never stand where the verdict says that it is signed. */
    private static <T> Optional<T> told(List<Verified> verdicts, SignedPart part, Function<Verified, Optional<T>> of) {
        boolean signed = verdicts.stream().anyMatch(verdict -> verdict.signed().contains(part));
        return first(
                verdicts.stream().filter(verdict -> !signed || verdict.signed().contains(part)), of);
    }

    private static <T> Optional<T> first(Stream<Verified> verdicts, Function<Verified, Optional<T>> of) {
        return verdicts.flatMap(verdict -> of.apply(verdict).stream()).findFirst();
    }
}
