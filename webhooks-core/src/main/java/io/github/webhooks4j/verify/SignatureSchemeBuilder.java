package io.github.webhooks4j.verify;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects what every scheme that signs has. Not thread-safe.
 *
 * @param <B> the builder of one family, which every method returns
 */
public abstract sealed class SignatureSchemeBuilder<B extends SignatureSchemeBuilder<B>>
        permits HmacSchemeBuilder, PublicKeySchemeBuilder {
    final String name;
    List<MessageField> signatures = List.of();
    SignatureSyntax syntax = SignatureSyntax.bare();
    SignatureEncoding encoding = SignatureEncoding.HEX;

    @Nullable
    MessageField timestamp;

    @Nullable
    TimestampFormat timestampFormat;

    boolean ageEnforced = true;
    Duration tolerance = SignatureScheme.DEFAULT_TOLERANCE;

    @Nullable
    MessageField id;

    @Nullable
    MessageField eventType;

    boolean contentKey;
    List<String> messageHeaders = List.of();
    private String template = "{body}";

    SignatureSchemeBuilder(String name) {
        this.name = name;
    }

    /** This builder, of its own type. */
    abstract B self();

    /**
     * What is signed, in order: text, and in braces {@code {id}} {@code {ts}} (both as raw text)
     * {@code {body}} {@code {method}} {@code {url}} (the configured external URL) {@code {decodedUrl}} (the
     * same with {@code : / ? @ ! $ ' ( ) * , ;} not escaped) {@code {sortedForm}} {@code {header:X}} {@code {query:X}} {@code {form:X}} {@code {json:path}}. Default {@code {body}}.
     *
     * <p>An id, and every value of a header, query, form or JSON field, that holds the text which follows
     * it here is refused: {@code a.b} in front of a dot could be cut at another place with the same
     * signature. For the same reason a value directly before {@code {ts}} must not hold a colon, and the time
     * be RFC 3339; and a URL directly before {@code {body}} or {@code {sortedForm}} must not hold an opening brace. A
     * {@code {sortedForm}} of nothing is refused.
     *
     * @param value the template
     * @return this builder
     */
    public B template(String value) {
        template = value;
        return self();
    }

    /**
     * The header fields that carry signatures; any of them may match.
     *
     * @param names one or more
     * @return this builder
     */
    public B signatureHeader(String... names) {
        return signature(List.of(names).stream().map(MessageField::header).toArray(MessageField[]::new));
    }

    /**
     * The header fields {@code X-1}, {@code X-2}, … that carry a signature each; any of them may match.
     *
     * @param prefix what the names begin with, such as {@code X-DocuSign-Signature-}
     * @param count how many are looked at, from 1 to 32
     * @return this builder
     * @throws IllegalArgumentException for another count
     */
    public B numberedSignatureHeaders(String prefix, int count) {
        if (count < 1 || count > SignatureCandidates.MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "count is " + count + " but must be from 1 to " + SignatureCandidates.MAX_ENTRIES);
        }
        return signatureHeader(IntStream.rangeClosed(1, count)
                .mapToObj(number -> prefix + number)
                .toArray(String[]::new));
    }

    /**
     * The fields that carry signatures, wherever they are; any of them may match.
     *
     * @param fields one or more
     * @return this builder
     */
    public B signature(MessageField... fields) {
        signatures = List.of(fields);
        return self();
    }

    /**
     * How signatures stand in their field. Default {@link SignatureSyntax#bare()}.
     *
     * @param value the syntax
     * @return this builder
     */
    public B syntax(SignatureSyntax value) {
        syntax = value;
        return self();
    }

    /**
     * How the bytes of a signature are written. Default hex.
     *
     * @param value the encoding
     * @return this builder
     */
    public B encoding(SignatureEncoding value) {
        encoding = value;
        return self();
    }

    /**
     * Where the time of signing is. Default: the scheme has none.
     *
     * @param field its place
     * @param format how it is written
     * @return this builder
     */
    public B timestamp(MessageField field, TimestampFormat format) {
        timestamp = field;
        timestampFormat = format;
        return self();
    }

    /**
     * The time of signing stands beside the signatures: {@link SignatureSyntax#keyValues} says under which key.
     *
     * @param format how it is written
     * @return this builder
     */
    public B timestampInSignature(TimestampFormat format) {
        timestamp = null;
        timestampFormat = format;
        return self();
    }

    /**
     * How far the time of signing may be from our clock, in either direction, inclusive. Default five minutes.
     *
     * @param value not negative; zero accepts the very instant only
     * @return this builder
     */
    public B tolerance(Duration value) {
        tolerance = value;
        return self();
    }

    /**
     * Whether the time of signing is compared with our clock. Default {@code true}. Without, it must still
     * be readable, and a repeat of an old request is accepted at any time.
     *
     * @param value whether
     * @return this builder
     */
    public B ageEnforced(boolean value) {
        ageEnforced = value;
        return self();
    }

    /**
     * Where the message id is. Default: the scheme has none.
     *
     * @param field its place
     * @return this builder
     */
    public B id(MessageField field) {
        id = field;
        return self();
    }

    /**
     * Where the event type is. Default: the scheme has none.
     *
     * @param field its place
     * @return this builder
     */
    public B eventType(MessageField field) {
        eventType = field;
        return self();
    }

    /**
     * Whether verdicts have a {@link Verified#contentKey()}: for schemes whose id is not signed and whose
     * bodies differ between distinct events. Default {@code false}.
     *
     * @param value whether
     * @return this builder
     */
    public B contentKey(boolean value) {
        contentKey = value;
        return self();
    }

    /**
     * Further header fields that tell about a message.
     *
     * @param names their names
     * @return this builder
     */
    public B messageHeaders(String... names) {
        messageHeaders = List.of(names);
        return self();
    }

    /** The template taken apart, and everything checked: what is wrong is added to the faults. */
    Template check(List<String> faults) {
        Template parsed = Template.parse(template, faults);
        check(parsed, faults);
        return parsed;
    }

    private void check(Template parsed, List<String> faults) {
        faultIf(name.isBlank(), "the name is blank", faults);
        faultIf(signatures.isEmpty(), "signature: no field is named that carries it", faults);
        faultIf(parsed.has(Template.Kind.ID) && id == null, "template: {id} is signed but no id is named", faults);
        boolean stamped = timestampFormat != null;
        boolean inSignature = stamped && timestamp == null;
        faultIf(
                parsed.has(Template.Kind.TIMESTAMP) && !stamped,
                "template: {ts} is signed but no timestamp is named",
                faults);
        faultIf(
                inSignature != syntax.hasTimestamp(),
                "timestamp: it stands beside the signature exactly when the syntax is keyValues",
                faults);
        faultIf(
                stamped && !parsed.has(Template.Kind.TIMESTAMP) && !isSigned(timestamp, parsed),
                "timestamp: it is not signed; put {ts} into the template",
                faults);
        faultIf(
                parsed.runsIntoTimestamp() && timestampFormat != TimestampFormat.RFC3339,
                "template: a value runs into {ts}, which is possible with RFC 3339 only",
                faults);
        faultIf(tolerance.isNegative(), "tolerance: " + tolerance + " is negative", faults);
        faultIf(
                !stamped && !tolerance.equals(SignatureScheme.DEFAULT_TOLERANCE),
                "tolerance: the scheme has no timestamp",
                faults);
    }

    private static boolean isSigned(@Nullable MessageField field, Template parsed) {
        if (field == null) {
            return false;
        }
        boolean inBody = field.places().stream()
                .noneMatch(place ->
                        place.place() == MessageField.Place.HEADER || place.place() == MessageField.Place.QUERY);
        return (inBody && parsed.has(Template.Kind.BODY)) || parsed.signs(field);
    }

    private static void faultIf(boolean wrong, String fault, List<String> faults) {
        if (wrong) {
            faults.add(fault);
        }
    }

    /** Takes over what another builder of this family collected. */
    void takeOver(SignatureSchemeBuilder<?> from) {
        signatures = from.signatures;
        syntax = from.syntax;
        encoding = from.encoding;
        timestamp = from.timestamp;
        timestampFormat = from.timestampFormat;
        ageEnforced = from.ageEnforced;
        tolerance = from.tolerance;
        id = from.id;
        eventType = from.eventType;
        contentKey = from.contentKey;
        messageHeaders = from.messageHeaders;
        template = from.template;
    }
}
