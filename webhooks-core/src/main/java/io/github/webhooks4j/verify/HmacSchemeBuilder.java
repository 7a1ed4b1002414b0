package io.github.webhooks4j.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects an {@link HmacScheme}. Not thread-safe; {@link #build()} may be called more than once. */
public final class HmacSchemeBuilder {
    final String name;
    HmacHash hash = HmacHash.SHA256;
    KeyForm keyForm = KeyForm.utf8();
    List<MessageField> signatures = List.of();
    SignatureSyntax syntax = SignatureSyntax.bare();
    SignatureEncoding encoding = SignatureEncoding.HEX;

    @Nullable
    MessageField timestamp;

    @Nullable
    TimestampFormat timestampFormat;

    boolean ageEnforced = true;
    Duration tolerance = HmacScheme.DEFAULT_TOLERANCE;

    @Nullable
    MessageField id;

    @Nullable
    MessageField eventType;

    boolean contentKey;
    List<String> messageHeaders = List.of();
    private String template = "{body}";

    HmacSchemeBuilder(String name) {
        this.name = name;
    }

    /**
     * The hash. Default SHA-256.
     *
     * @param value the hash
     * @return this builder
     */
    public HmacSchemeBuilder hash(HmacHash value) {
        hash = value;
        return this;
    }

    /**
     * How the secret's text becomes the key. Default its UTF-8 bytes.
     *
     * @param value the form
     * @return this builder
     */
    public HmacSchemeBuilder key(KeyForm value) {
        keyForm = value;
        return this;
    }

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
    public HmacSchemeBuilder template(String value) {
        template = value;
        return this;
    }

    /**
     * The header fields that carry signatures; any of them may match.
     *
     * @param names one or more
     * @return this builder
     */
    public HmacSchemeBuilder signatureHeader(String... names) {
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
    public HmacSchemeBuilder numberedSignatureHeaders(String prefix, int count) {
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
    public HmacSchemeBuilder signature(MessageField... fields) {
        signatures = List.of(fields);
        return this;
    }

    /**
     * How signatures stand in their field. Default {@link SignatureSyntax#bare()}.
     *
     * @param value the syntax
     * @return this builder
     */
    public HmacSchemeBuilder syntax(SignatureSyntax value) {
        syntax = value;
        return this;
    }

    /**
     * How the bytes of a signature are written. Default hex.
     *
     * @param value the encoding
     * @return this builder
     */
    public HmacSchemeBuilder encoding(SignatureEncoding value) {
        encoding = value;
        return this;
    }

    /**
     * Where the time of signing is. Default: the scheme has none.
     *
     * @param field its place
     * @param format how it is written
     * @return this builder
     */
    public HmacSchemeBuilder timestamp(MessageField field, TimestampFormat format) {
        timestamp = field;
        timestampFormat = format;
        return this;
    }

    /**
     * The time of signing stands beside the signatures: {@link SignatureSyntax#keyValues} says under which key.
     *
     * @param format how it is written
     * @return this builder
     */
    public HmacSchemeBuilder timestampInSignature(TimestampFormat format) {
        timestamp = null;
        timestampFormat = format;
        return this;
    }

    /**
     * How far the time of signing may be from our clock, in either direction, inclusive. Default five minutes.
     *
     * @param value not negative; zero accepts the very instant only
     * @return this builder
     */
    public HmacSchemeBuilder tolerance(Duration value) {
        tolerance = value;
        return this;
    }

    /**
     * Whether the time of signing is compared with our clock. Default {@code true}. Without, it must still
     * be readable, and a repeat of an old request is accepted at any time.
     *
     * @param value whether
     * @return this builder
     */
    public HmacSchemeBuilder ageEnforced(boolean value) {
        ageEnforced = value;
        return this;
    }

    /**
     * Where the message id is. Default: the scheme has none.
     *
     * @param field its place
     * @return this builder
     */
    public HmacSchemeBuilder id(MessageField field) {
        id = field;
        return this;
    }

    /**
     * Where the event type is. Default: the scheme has none.
     *
     * @param field its place
     * @return this builder
     */
    public HmacSchemeBuilder eventType(MessageField field) {
        eventType = field;
        return this;
    }

    /**
     * Whether verdicts have a {@link Verified#contentKey()}: for schemes whose id is not signed and whose
     * bodies differ between distinct events. Default {@code false}.
     *
     * @param value whether
     * @return this builder
     */
    public HmacSchemeBuilder contentKey(boolean value) {
        contentKey = value;
        return this;
    }

    /**
     * Further header fields that tell about a message.
     *
     * @param names their names
     * @return this builder
     */
    public HmacSchemeBuilder messageHeaders(String... names) {
        messageHeaders = List.of(names);
        return this;
    }

    /**
     * The scheme.
     *
     * @return the scheme
     * @throws IllegalArgumentException naming every fault
     */
    public HmacScheme build() {
        List<String> faults = new ArrayList<>();
        Template parsed = Template.parse(template, faults);
        check(parsed, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("HMAC scheme '" + name + "': " + String.join("; ", faults));
        }
        return new HmacScheme(copy(), parsed);
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
                !stamped && !tolerance.equals(HmacScheme.DEFAULT_TOLERANCE),
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

    HmacSchemeBuilder copy() {
        HmacSchemeBuilder copy = new HmacSchemeBuilder(name);
        copy.hash = hash;
        copy.keyForm = keyForm;
        copy.signatures = signatures;
        copy.syntax = syntax;
        copy.encoding = encoding;
        copy.timestamp = timestamp;
        copy.timestampFormat = timestampFormat;
        copy.ageEnforced = ageEnforced;
        copy.tolerance = tolerance;
        copy.id = id;
        copy.eventType = eventType;
        copy.contentKey = contentKey;
        copy.messageHeaders = messageHeaders;
        copy.template = template;
        return copy;
    }
}
