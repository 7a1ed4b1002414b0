package io.github.webhooks4j.verify;

import io.github.webhooks4j.verify.Rejected.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Which client certificates are accepted: by any of subject, alternative name and public key. Immutable. */
final class ClientCertificates {
    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    private final Set<X500Principal> subjects;
    private final Set<String> names;
    private final Set<String> pins;

    ClientCertificates(Set<X500Principal> subjects, Set<String> names, Set<String> pins) {
        this.subjects = Set.copyOf(subjects);
        this.names = Set.copyOf(names);
        this.pins = Set.copyOf(pins);
    }

    /** Why the peer's own certificate, which is the first one, is not accepted. */
    Optional<Rejected> fault(List<X509Certificate> chain, Instant now) {
        if (chain.isEmpty()) {
            return Optional.of(Rejected.because(Reason.MISSING));
        }
        X509Certificate own = chain.get(0);
        boolean accepted = subjects.contains(own.getSubjectX500Principal())
                || pins.contains(pin(own))
                || hasName(own, names::contains);
        if (!accepted) {
            return Optional.of(Rejected.because(Reason.MISMATCH));
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            return Optional.of(Rejected.because(Reason.TOO_NEW));
        }
        boolean expired = now.isAfter(own.getNotAfter().toInstant());
        return expired ? Optional.of(Rejected.because(Reason.TOO_OLD)) : Optional.empty();
    }

    private static boolean hasName(X509Certificate certificate, Predicate<String> accepted) {
        Collection<List<?>> alternatives;
        try {
            alternatives = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return false;
        }
        return alternatives != null
                && alternatives.stream()
                        .map(ClientCertificates::text)
                        .anyMatch(name -> name != null && accepted.test(name));
    }

    /** As the builder takes it; {@code null} for names of other kinds. */
    private static @Nullable String text(List<?> name) {
        boolean known = name.get(0) instanceof Integer kind && (kind == EMAIL || kind == DNS || kind == URI);
        if (!known || !(name.get(1) instanceof String text)) {
            return null;
        }
        return name.get(0).equals(DNS) ? "dns:" + text.toLowerCase(Locale.ROOT) : prefix(name.get(0)) + text;
    }

    private static String prefix(Object kind) {
        return kind.equals(EMAIL) ? "email:" : "uri:";
    }

    /** SHA-256 of the public key (X.509 SubjectPublicKeyInfo) in Base64, as in RFC 7469. */
    static String pin(X509Certificate certificate) {
        try {
            byte[] key = certificate.getPublicKey().getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
