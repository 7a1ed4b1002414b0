package io.github.webhooks4j.verify;

import java.util.ArrayList;
import java.util.List;

/** Verifiers made of others. */
public final class Verifiers {
    private Verifiers() {}

    /**
     * All of them must verify the request, as for a signature and a client certificate. The verdict covers what any of
     * them covers. Id and event type are taken from those that sign them, if any does; otherwise, and for the rest,
     * from the first that knows them. A rejection is that of the first one that rejects; a verifier that has no
     * verdict counts only when none rejects.
     *
     * @param verifiers two or more; all are asked
     * @return the combination, which answers a rejected request as the first of them does
     * @throws IllegalArgumentException for fewer than two, or one that verifies nothing
     */
    public static Verifier allOf(Verifier... verifiers) {
        return new AllOf(checked("allOf", verifiers));
    }

    /**
     * Any of them may verify the request, as for a provider that has a token and a signature to choose from; they are
     * asked in order, and the first that does gives the verdict, which tells what it covers. When none does and one
     * has no verdict, there is none; otherwise the rejection is the most telling one: stale, mismatched, malformed, no
     * key, missing.
     *
     * <p>The weakest of them decides what an attacker has to forge.
     *
     * @param verifiers two or more
     * @return the combination, which answers a rejected request as the first of them does
     * @throws IllegalArgumentException for fewer than two, or one that verifies nothing
     */
    public static Verifier anyOf(Verifier... verifiers) {
        return new AnyOf(checked("anyOf", verifiers));
    }

    /**
     * While a provider changes from one configuration to another: another scheme, another location of the token. For
     * several secrets of one scheme nothing of this kind is needed: each verifier takes several.
     *
     * @param current asked first; it decides how a rejected request is answered
     * @param previous those that are still accepted
     * @return the combination, as {@link #anyOf} makes it
     * @throws IllegalArgumentException when there is no previous one, or one verifies nothing
     */
    public static Verifier rotating(Verifier current, Verifier... previous) {
        List<Verifier> all = new ArrayList<>();
        all.add(current);
        all.addAll(List.of(previous));
        return new AnyOf(checked("rotating", all.toArray(Verifier[]::new)));
    }

    private static List<Verifier> checked(String what, Verifier... verifiers) {
        List<Verifier> all = List.of(verifiers);
        if (all.size() < 2) {
            throw new IllegalArgumentException(what + " takes two verifiers or more, not " + all.size());
        }
        if (all.contains(Verifier.unverified())) {
            throw new IllegalArgumentException(what + ": one of the verifiers verifies nothing");
        }
        return all;
    }
}
