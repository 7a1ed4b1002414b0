package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What every scheme that signs has, whether with an HMAC or with a private key: what is signed, where
 * signature, time and id stand, how they are written. One description serves the verifier and its mirror, the
 * signer; both families read a request by the same rules.
 *
 * <p>Immutable; share it freely.
 */
public abstract sealed class SignatureScheme permits HmacScheme, PublicKeyScheme {
    /** How far the time of signing may be from our clock, in either direction: five minutes. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    final String name;
    final Template template;
    final List<MessageField> signatures;
    final SignatureSyntax syntax;
    final SignatureEncoding encoding;
    final @Nullable MessageField timestamp;
    final @Nullable TimestampFormat timestampFormat;
    final boolean ageEnforced;
    final Optional<MessageField> id;
    final Optional<MessageField> eventType;
    final boolean contentKey;
    final Set<SignedPart> signed;
    final FieldReader idAndType;
    final boolean readsBody;
    final boolean idSigned;
    final boolean idInHeader;
    final @Nullable MessageField idAtOnce;
    final @Nullable MessageField typeAtOnce;
    private final Duration tolerance;
    private final long toleranceSeconds;
    private final List<String> furtherHeaders;

    /** The builder has checked everything. */
    SignatureScheme(SignatureSchemeBuilder<?> from, Template template) {
        name = from.name;
        this.template = template;
        signatures = List.copyOf(from.signatures);
        syntax = from.syntax;
        encoding = from.encoding;
        timestamp = from.timestamp;
        timestampFormat = from.timestampFormat;
        ageEnforced = from.ageEnforced;
        tolerance = from.tolerance;
        toleranceSeconds = tolerance.toSeconds();
        furtherHeaders = from.messageHeaders;
        id = Optional.ofNullable(from.id);
        eventType = Optional.ofNullable(from.eventType);
        contentKey = from.contentKey;
        signed = Set.copyOf(coveredParts());
        idAndType = new FieldReader(List.of(id, eventType));
        idSigned = template.has(Template.Kind.ID);
        idInHeader = id.map(MessageField::isHeader).orElse(false);
        boolean typeInHeader = eventType.map(MessageField::isHeader).orElse(false);
        idAtOnce = idSigned || idInHeader ? from.id : null;
        typeAtOnce = typeInHeader ? from.eventType : null;
        readsBody = (id.isPresent() && !idInHeader) || (eventType.isPresent() && !typeInHeader);
    }

    /** The least number of bytes that a signature has. */
    abstract int leastBytes();

    /** The greatest number of bytes that a signature has. */
    abstract int mostBytes();

    /**
     * What verdicts and metrics call the scheme.
     *
     * @return the name
     */
    public final String name() {
        return name;
    }

    /**
     * What the signature covers; everything else anybody on the way could have changed.
     *
     * @return the covered parts
     */
    public final Set<SignedPart> signed() {
        return signed;
    }

    /**
     * Whether the scheme signs the time of signing.
     *
     * @return whether a tolerance has a meaning
     */
    public final boolean hasTimestamp() {
        return timestampFormat != null;
    }

    /**
     * How far the time of signing may be from our clock, in either direction, inclusive.
     *
     * @return the tolerance
     */
    public final Duration tolerance() {
        return tolerance;
    }

    /**
     * The header fields that carry signatures.
     *
     * @return their names in lower case
     */
    public final Set<String> credentialHeaders() {
        Set<String> names = new TreeSet<>();
        addHeaders(signatures, names);
        return Collections.unmodifiableSet(names);
    }

    /**
     * The query parameters that carry signatures.
     *
     * @return their names, exact
     */
    public final Set<String> credentialParameters() {
        Set<String> names = new TreeSet<>();
        for (MessageField field : signatures) {
            if (field.place() == MessageField.Place.QUERY) {
                names.add(field.name());
            }
        }
        return Collections.unmodifiableSet(names);
    }

    /**
     * The header fields that tell about a message: its id, its type, its time, and those that the scheme
     * names besides.
     *
     * @return their names in lower case
     */
    public final Set<String> messageHeaders() {
        Set<String> names = new TreeSet<>(template.headerNames());
        id.ifPresent(field -> addHeaders(field.places(), names));
        eventType.ifPresent(field -> addHeaders(field.places(), names));
        if (timestamp != null) {
            addHeaders(timestamp.places(), names);
        }
        furtherHeaders.forEach(header -> names.add(lowerCase(header)));
        names.removeAll(credentialHeaders());
        return Collections.unmodifiableSet(names);
    }

    /** Whether a genuine request is stale; {@code null} for one that is not. */
    final @Nullable Rejected judgeAge(@Nullable Instant timestamp, Instant now) {
        if (timestamp == null || !ageEnforced) {
            return null;
        }
        long seconds = now.getEpochSecond() - timestamp.getEpochSecond();
        if (seconds < toleranceSeconds && -seconds < toleranceSeconds) {
            return null; // the usual case; what is at the edge is judged to the nanosecond
        }
        Duration skew = Duration.between(timestamp, now);
        if (skew.compareTo(tolerance) > 0) {
            return new Rejected(Rejected.Reason.TOO_OLD, Optional.of(skew));
        }
        if (skew.compareTo(tolerance.negated()) < 0) {
            return new Rejected(Rejected.Reason.TOO_NEW, Optional.of(skew));
        }
        return null;
    }

    /** The verdict on a request whose claim a key confirmed. */
    final Verified verified(WebhookRequest request, SignatureClaim claim, String keyName) {
        Verified.Builder verdict = Verified.builder(name).keyName(keyName).signed(signed);
        if (readsBody) {
            verdict.readLater(idAndType, request);
        } else {
            verdict.id(claim.id).eventType(claim.eventType);
        }
        if (claim.timestamp != null) {
            verdict.timestamp(claim.timestamp);
        }
        if (contentKey) {
            byte[][] pieces = claim.pieces;
            verdict.content(digest -> {
                for (byte[] piece : pieces) {
                    digest.update(piece);
                }
            });
        }
        return verdict.build();
    }

    private EnumSet<SignedPart> coveredParts() {
        EnumSet<SignedPart> parts = EnumSet.noneOf(SignedPart.class);
        addIf(template.has(Template.Kind.METHOD), SignedPart.METHOD, parts);
        addIf(template.has(Template.Kind.URL), SignedPart.URL, parts);
        addIf(template.has(Template.Kind.BODY), SignedPart.BODY, parts);
        addIf(hasTimestamp(), SignedPart.TIMESTAMP, parts); // the builder refuses one that is not signed
        boolean idSigned = template.has(Template.Kind.ID)
                || id.filter(field -> field.isCoveredBy(parts) || template.signs(field))
                        .isPresent();
        boolean typeSigned = eventType
                .filter(field -> field.isCoveredBy(parts) || template.signs(field))
                .isPresent();
        addIf(idSigned, SignedPart.ID, parts);
        addIf(typeSigned, SignedPart.EVENT_TYPE, parts);
        return parts;
    }

    private static void addIf(boolean covered, SignedPart part, Set<SignedPart> parts) {
        if (covered) {
            parts.add(part);
        }
    }

    private static void addHeaders(List<MessageField> fields, Set<String> names) {
        for (MessageField field : fields) {
            if (field.place() == MessageField.Place.HEADER) {
                names.add(lowerCase(field.name()));
            }
        }
    }

    /** Under any default locale, Turkish included. */
    static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Tells the name. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + name + "]";
    }
}
