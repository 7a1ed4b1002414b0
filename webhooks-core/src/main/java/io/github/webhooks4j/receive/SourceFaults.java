package io.github.webhooks4j.receive;

import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.handshake.Handshake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds everything that is wrong with a source, to be told at once. */
final class SourceFaults {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]{16,256}");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern NEVER_STORED =
            Pattern.compile(".*(authorization|cookie|signature|secret|token|password|api-?key).*");
    private static final int MOST_BODY = 256 * 1024 * 1024;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final SourceBuilder source;
    private final List<String> faults = new ArrayList<>();

    private SourceFaults(SourceBuilder source) {
        this.source = source;
    }

    /** What is wrong with a source, given the unit of work that the store offers. */
    static List<String> of(SourceBuilder source, Optional<Class<? extends UnitOfWork>> offered) {
        SourceFaults found = new SourceFaults(source);
        found.ofName();
        found.ofVerifier();
        found.ofHandshakes();
        found.ofLimits();
        found.ofHandlers(offered);
        return found.faults;
    }

    private void ofName() {
        if (!NAME.matcher(source.name).matches()) {
            add("its name must match " + NAME);
        }
        if (source.methods.isEmpty() || !METHODS.containsAll(source.methods)) {
            add("its methods are " + source.methods + " but must be some of GET, POST, PUT, PATCH, DELETE");
        }
        if (!source.secretPaths.stream()
                .allMatch(s -> SEGMENT.matcher(s.reveal()).matches())) {
            add("a secret path must match " + SEGMENT + ": SecretPath.generate() makes one");
        }
    }

    private void ofVerifier() {
        Verifier verifier = source.verifier;
        if (verifier == null) {
            add("it has no verifier");
            return;
        }
        if (verifier == Verifier.unverified() && source.confirmation == null && source.secretPaths.isEmpty()) {
            add("it is unverified: legal only with confirm(…) or secretPaths(…)");
        }
        for (String header : source.headersAskedFor) {
            if (NEVER_STORED.matcher(header).matches()
                    || verifier.credentialHeaders().contains(header)) {
                add("header " + header + " carries credentials and is never stored");
            }
        }
    }

    private void ofHandshakes() {
        Set<String> names = new HashSet<>();
        for (Handshake handshake : source.handshakes) {
            if (!names.add(handshake.name())) {
                add("handshake " + handshake.name() + " is given twice");
            }
            if (handshake.isVerified() && source.verifier == Verifier.unverified()) {
                add("handshake " + handshake.name() + " answers verified requests only, and the source verifies none");
            }
            handshake.faults().forEach(fault -> add("handshake " + handshake.name() + ": " + fault));
        }
    }

    private void ofLimits() {
        if (source.maxBody < 0 || source.maxBody > MOST_BODY) {
            add("maxBody is " + source.maxBody + " but must be from 0 to " + MOST_BODY);
        }
        between("readDeadline", source.readDeadline, SHORTEST, LONGEST);
        between("inlineDeadline", source.inlineDeadline, SHORTEST, LONGEST);
        between("retention", source.retention, Duration.ofSeconds(1), Duration.ofDays(36_500));
        between("contentWindow", source.contentWindow, Duration.ZERO, Duration.ofDays(366));
    }

    private void ofHandlers(Optional<Class<? extends UnitOfWork>> offered) {
        for (Route<?> route : source.routes) {
            Optional<Class<? extends UnitOfWork>> needed = route.unitOfWorkType();
            if (needed.isPresent() && (offered.isEmpty() || !needed.get().isAssignableFrom(offered.get()))) {
                add("a handler needs a " + needed.get().getSimpleName() + ", and the message store offers "
                        + offered.map(Class::getSimpleName).orElse("no unit of work"));
            }
        }
    }

    private void between(String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            add(setting + " is " + value + " but must be from " + least + " to " + most);
        }
    }

    private void add(String fault) {
        faults.add("source '" + source.name + "': " + fault);
    }
}
