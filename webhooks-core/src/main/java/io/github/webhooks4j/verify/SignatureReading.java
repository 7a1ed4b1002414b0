package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.JsonStart;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one request says about its signature. Everything is taken as the text that arrived, and refused
 * rather than repaired. Not thread-safe, lives for one request.
 */
final class SignatureReading {
    private static final byte[] NONE = {};

    private final SignatureScheme scheme;
    private final WebhookRequest request;
    private final SignatureCandidates candidates;
    private @Nullable Verification refusal;
    private String timestampText = "";
    private @Nullable String id;
    private @Nullable String eventType;
    private @Nullable Instant timestamp;

    SignatureReading(SignatureScheme scheme, WebhookRequest request) {
        this.scheme = scheme;
        this.request = request;
        candidates = new SignatureCandidates(scheme.encoding, scheme.leastBytes(), scheme.mostBytes());
    }

    /** For signing: id and time are ours, signatures there are none. */
    SignatureReading(SignatureScheme scheme, WebhookRequest request, Optional<String> id, String timestampText) {
        this(scheme, request);
        this.id = id.orElse(null);
        this.timestampText = timestampText;
    }

    /** Why the request is refused; {@code null} as long as nothing is wrong. */
    @Nullable
    Verification refusal() {
        return refusal;
    }

    /** What the request claims; {@code null} when it is refused. */
    @Nullable
    SignatureClaim read() {
        boolean read = readSignatures() && readTimestamp() && readId() && readType();
        byte[][] pieces = read ? pieces() : null;
        return pieces == null
                ? null
                : new SignatureClaim(
                        pieces, candidates.all(), timestamp, Optional.ofNullable(id), Optional.ofNullable(eventType));
    }

    private boolean readSignatures() {
        int chars = 0;
        boolean any = false;
        for (int i = 0; i < scheme.signatures.size(); i++) {
            List<String> lines = scheme.signatures.get(i).values(request);
            if (lines.size() > 1 && !scheme.syntax.isList()) {
                return refuse(Reason.MALFORMED);
            }
            if (!lines.isEmpty()) {
                String text = scheme.syntax.join(lines);
                chars += text.length();
                if (chars > SignatureCandidates.MAX_CHARS) {
                    return refuse(Reason.MALFORMED);
                }
                if (!text.isBlank()) {
                    any = true;
                    if (!scheme.syntax.parse(text, candidates)) {
                        return refuse(Reason.MALFORMED);
                    }
                }
            }
        }
        if (!any) {
            return refuse(Reason.MISSING);
        }
        if (candidates.size() == 0) {
            return refuse(candidates.unreadable() ? Reason.MALFORMED : Reason.MISSING);
        }
        return true;
    }

    private boolean readTimestamp() {
        TimestampFormat format = scheme.timestampFormat;
        if (format == null) {
            return true;
        }
        String text = scheme.timestamp == null ? candidates.timestamp() : single(scheme.timestamp);
        if (text == null || text.isBlank()) {
            return refusal == null && refuse(Reason.MISSING);
        }
        timestampText = text;
        timestamp = format.parse(text);
        return timestamp != null || refuse(Reason.MALFORMED);
    }

    private boolean readId() {
        MessageField field = scheme.idAtOnce;
        if (field == null) {
            return true; // in the body: read after verification, when somebody asks
        }
        id = single(field);
        boolean missing = scheme.idSigned && (id == null || id.isBlank());
        return refusal == null && (!missing || refuse(Reason.MISSING));
    }

    /** A type header that is given twice is refused, whichever of the two we would read. */
    private boolean readType() {
        MessageField field = scheme.typeAtOnce;
        if (field != null) {
            eventType = single(field);
        }
        return refusal == null;
    }

    /** The signed bytes, piece by piece, the body as it is; {@code null} when the request is refused. */
    byte @Nullable [][] pieces() {
        Template template = scheme.template;
        byte[][] pieces = new byte[template.size()][];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = piece(i, template.token(i));
            if (refusal != null) {
                return null;
            }
        }
        return pieces;
    }

    private byte[] piece(int index, Template.Token token) {
        return switch (token.kind()) {
            case LITERAL -> scheme.template.literal(index);
            case BODY -> request.body();
            case ID -> value(index, id, true);
            case TIMESTAMP -> timestampText.getBytes(StandardCharsets.ISO_8859_1); // ASCII: it was parsed
            case METHOD -> Template.utf8(request.head().method());
            case URL -> url(index, token);
            case FIELD -> field(index, token);
            case SORTED_FORM -> sortedForm();
        };
    }

    /** A body that is no form, or an empty one, would leave nothing of the body signed. */
    private byte[] sortedForm() {
        if (!UrlEncoded.isReadable(request)) { // another reader may read what this one leaves out
            refuse(Reason.MALFORMED);
            return NONE;
        }
        byte[] form = Template.sortedForm(request);
        if (form.length == 0) {
            refuse(Reason.MISSING);
        }
        return form;
    }

    private byte[] field(int index, Template.Token token) {
        MessageField field = token.field();
        if (field == null) {
            return NONE;
        }
        String text = single(field);
        return refusal == null ? value(index, text, field.isHeader()) : NONE;
    }

    private byte[] value(int index, @Nullable String text, boolean visible) {
        if (text == null || (visible && text.isBlank())) {
            refuse(Reason.MISSING);
            return NONE;
        }
        String separator = scheme.template.separatorAfter(index);
        if (visible ? !isPlain(text, separator) : holds(text, separator)) {
            refuse(Reason.MALFORMED);
            return NONE;
        }
        return Template.utf8(text);
    }

    private byte[] url(int index, Template.Token token) {
        Optional<String> url = request.head().externalUrl();
        if (url.isEmpty()) { // ours to configure, so no fault of the sender's
            refusal = new Unavailable("external URL, which scheme " + scheme.name + " signs, is not configured");
            return NONE;
        }
        if (!scheme.template.separatorAfter(index).isEmpty() && JsonStart.isIn(url.get())) {
            refuse(Reason.MALFORMED);
            return NONE;
        }
        boolean decoded = token.text().equals(Template.DECODED_URL);
        return Template.utf8(decoded ? UrlEncoded.withoutEscapedDelimiters(url.get()) : url.get());
    }

    /** The one value of a field: refuses the request when there are several, {@code null} when there is none. */
    private @Nullable String single(MessageField field) {
        if (field.places().size() > 1) {
            return field.read(request).orElse(null);
        }
        List<String> values = field.values(request);
        if (values.size() > 1) {
            refuse(Reason.MALFORMED);
            return null;
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private boolean refuse(Reason reason) {
        refusal = Rejected.because(reason);
        return false;
    }

    /**
     * Whether a text is ASCII, for two containers can turn other bytes of a header field into different text,
     * and does not hold the separator.
     */
    static boolean isPlain(String text, String separator) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !holds(text, separator);
    }

    private static boolean holds(String text, String separator) {
        return !separator.isEmpty() && text.contains(separator);
    }
}
