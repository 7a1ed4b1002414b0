package io.github.webhooks4j.verify;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What combinations have in common. Immutable. */
abstract sealed class Combined implements Verifier permits AllOf, AnyOf {
    /** Two or more, in the order in which they are asked. */
    final List<Verifier> verifiers;

    Combined(List<Verifier> verifiers) {
        this.verifiers = verifiers;
    }

    private Set<String> union(Function<Verifier, Set<String>> names) {
        Set<String> all = new TreeSet<>();
        verifiers.forEach(verifier -> all.addAll(names.apply(verifier)));
        return all;
    }

    @Override
    public final Set<String> credentialHeaders() {
        return Collections.unmodifiableSet(union(Verifier::credentialHeaders));
    }

    @Override
    public final Set<String> credentialParameters() {
        return Collections.unmodifiableSet(union(Verifier::credentialParameters));
    }

    /** What is a credential for one of them is no message header of another. */
    @Override
    public final Set<String> messageHeaders() {
        Set<String> names = union(Verifier::messageHeaders);
        names.removeAll(credentialHeaders());
        return Collections.unmodifiableSet(names);
    }

    @Override
    public final RejectionAnswer rejectionAnswer() {
        return verifiers.get(0).rejectionAnswer();
    }

    /** Tells the combined ones. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + verifiers;
    }
}
