package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Verifiers#anyOf}. Immutable. */
final class AnyOf extends Combined {
    /** The most telling first: who gives it has come further than the others. */
    private static final List<Reason> TELLING =
            List.of(Reason.TOO_OLD, Reason.TOO_NEW, Reason.MISMATCH, Reason.MALFORMED, Reason.NO_KEY, Reason.MISSING);

    AnyOf(List<Verifier> verifiers) {
        super(verifiers);
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        Unavailable unavailable = null;
        Rejected telling = null;
        for (Verifier verifier : verifiers) {
            Verification verdict = verifier.verify(request, now);
            if (verdict instanceof Verified) {
                return verdict;
            }
            if (verdict instanceof Unavailable none && unavailable == null) {
                unavailable = none;
            } else if (verdict instanceof Rejected rejected) {
                telling = moreTelling(telling, rejected);
            }
        }
        if (unavailable != null) {
            return unavailable;
        }
        return telling == null ? Rejected.because(Reason.MISSING) : telling;
    }

    private static Rejected moreTelling(@Nullable Rejected one, Rejected other) {
        if (one == null || TELLING.indexOf(other.reason()) < TELLING.indexOf(one.reason())) {
            return other;
        }
        return one;
    }
}
