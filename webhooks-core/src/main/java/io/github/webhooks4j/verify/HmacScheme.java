package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
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
 * How a provider signs with an HMAC: what is signed, where signature, time and id stand, how they are
 * written. One description serves {@link HmacVerifier} and its mirror, the signer.
 *
 * <p>Immutable; share it freely.
 */
public final class HmacScheme {
    /** How far the time of signing may be from our clock, in either direction: five minutes. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    final String name;
    final HmacHash hash;
    final KeyForm keyForm;
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
    private final HmacSchemeBuilder origin;

    /** The builder has checked everything. */
    HmacScheme(HmacSchemeBuilder from, Template template) {
        origin = from;
        name = from.name;
        hash = from.hash;
        keyForm = from.keyForm;
        this.template = template;
        signatures = List.copyOf(from.signatures);
        syntax = from.syntax;
        encoding = from.encoding;
        timestamp = from.timestamp;
        timestampFormat = from.timestampFormat;
        ageEnforced = from.ageEnforced;
        tolerance = from.tolerance;
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

    /**
     * Starts a description: HMAC-SHA-256 over the body with the secret's UTF-8 bytes, in hex, unless said
     * otherwise.
     *
     * @param name what verdicts and metrics call the scheme, such as {@code github}
     * @return the builder
     */
    public static HmacSchemeBuilder builder(String name) {
        return new HmacSchemeBuilder(name);
    }

    /**
     * What verdicts and metrics call the scheme.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * What the signature covers; everything else anybody on the way could have changed.
     *
     * @return the covered parts
     */
    public Set<SignedPart> signed() {
        return signed;
    }

    /**
     * Whether the scheme signs the time of signing.
     *
     * @return whether a tolerance has a meaning
     */
    public boolean hasTimestamp() {
        return timestampFormat != null;
    }

    /**
     * How far the time of signing may be from our clock, in either direction, inclusive.
     *
     * @return the tolerance
     */
    public Duration tolerance() {
        return tolerance;
    }

    /**
     * A copy with another tolerance.
     *
     * @param value zero accepts the very instant only; it does not switch the check off
     * @return the copy
     * @throws IllegalArgumentException when it is negative, or the scheme has no timestamp
     */
    public HmacScheme withTolerance(Duration value) {
        return origin.copy().tolerance(value).build();
    }

    /**
     * The header fields that carry signatures.
     *
     * @return their names in lower case
     */
    public Set<String> credentialHeaders() {
        Set<String> names = new TreeSet<>();
        addHeaders(signatures, names);
        return Collections.unmodifiableSet(names);
    }

    /**
     * The query parameters that carry signatures.
     *
     * @return their names, exact
     */
    public Set<String> credentialParameters() {
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
    public Set<String> messageHeaders() {
        Set<String> names = new TreeSet<>(template.headerNames());
        id.ifPresent(field -> addHeaders(field.places(), names));
        eventType.ifPresent(field -> addHeaders(field.places(), names));
        if (timestamp != null) {
            addHeaders(timestamp.places(), names);
        }
        origin.messageHeaders.forEach(header -> names.add(lowerCase(header)));
        names.removeAll(credentialHeaders());
        return Collections.unmodifiableSet(names);
    }

    /**
     * Makes secrets ready for this scheme, once.
     *
     * @param current the secret that signs
     * @param others further secrets that are accepted, and that sign too where the signature is a list
     * @return the keys
     * @throws IllegalArgumentException for a secret that is not of this scheme's form, or decodes to nothing
     */
    public HmacKeys keys(Secret current, Secret... others) {
        return new HmacKeys(this, current, others);
    }

    /**
     * The header fields that a sender adds to a request: id, time and signature, as far as the scheme has
     * them in header fields. The mirror of verifying.
     *
     * @param keys made by {@link #keys} of this scheme
     * @param request what will be sent; header fields that the scheme signs besides are taken from it
     * @param messageId the id; when absent, the one that the request has
     * @param at the time of signing; also decides which secrets are live
     * @return the fields to add; none that the request has already
     * @throws IllegalArgumentException when something is missing that the scheme signs, no secret is live,
     *     or the signature has its place elsewhere than in a header field
     */
    public Headers sign(HmacKeys keys, WebhookRequest request, Optional<String> messageId, Instant at) {
        return new HmacSigning(this, keys, at).sign(request, messageId);
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

    @Override
    public String toString() {
        return "HmacScheme[" + name + "]";
    }
}
