package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Template.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How nearly every request of a scheme looks: each header field once, one signature, nothing to ignore.
 * Such a request is read here straight on; whatever else arrives is for {@link SignatureReading}, which knows all
 * rules and tells what is wrong. Both claim the same for the same request.
 *
 * <p>Immutable.
 */
final class UsualRequest {
    private static final Optional<String> NOT_READ = Optional.empty();

    private final HmacScheme scheme;
    private final String signature;
    private final SignatureSyntax syntax;
    private final int signatureBytes;
    private final int signatureChars;
    private final @Nullable String timestamp;
    private final @Nullable String id;
    private final @Nullable String eventType;

    private UsualRequest(HmacScheme scheme) {
        this.scheme = scheme;
        signature = scheme.signatures.get(0).name();
        syntax = scheme.syntax;
        signatureBytes = scheme.hash.bytes();
        signatureChars = scheme.encoding.length(signatureBytes);
        timestamp = nameOf(scheme.timestamp);
        id = nameOf(scheme.idAtOnce);
        eventType = nameOf(scheme.typeAtOnce);
    }

    private static @Nullable String nameOf(@Nullable MessageField field) {
        return field == null ? null : field.name();
    }

    /** {@code null} for a scheme that takes more than header fields and body, or more than one signature. */
    static @Nullable UsualRequest of(HmacScheme scheme) {
        boolean plain = scheme.signatures.size() == 1
                && isHeader(scheme.signatures.get(0))
                && isHeader(scheme.timestamp)
                && isHeader(scheme.idAtOnce)
                && isHeader(scheme.typeAtOnce)
                && scheme.template.hasOnly(List.of(Kind.LITERAL, Kind.BODY, Kind.ID, Kind.TIMESTAMP))
                && scheme.syntax.isUnambiguous(scheme.encoding)
                && scheme.syntax.hasTimestamp() == (scheme.timestampFormat != null && scheme.timestamp == null);
        return plain ? new UsualRequest(scheme) : null;
    }

    private static boolean isHeader(@Nullable MessageField field) {
        return field == null || field.isHeader();
    }

    /** {@code null} for a request that is not usual, right or wrong. */
    @Nullable
    SignatureClaim read(WebhookRequest request) {
        Headers headers = request.headers();
        String line = headers.only(signature).orElse("");
        int at = line.length() - signatureChars;
        String time = syntax.usualTimestamp(line, at);
        byte[] decoded = time == null ? null : scheme.encoding.decode(line, at, line.length(), signatureBytes);
        if (time == null || decoded == null) {
            return null;
        }
        String timeText = timestamp == null ? time : headers.only(timestamp).orElse("");
        Instant instant = scheme.timestampFormat == null ? null : scheme.timestampFormat.parse(timeText);
        Optional<String> idText = id == null ? NOT_READ : headers.only(id);
        Optional<String> type = eventType == null ? NOT_READ : headers.only(eventType);
        boolean complete = (instant != null || scheme.timestampFormat == null)
                && (id == null || idText.isPresent())
                && (eventType == null || type.isPresent());
        byte[][] pieces = complete ? pieces(request, idText.orElse(""), timeText) : null;
        return pieces == null ? null : new SignatureClaim(pieces, new byte[][] {decoded}, instant, idText, type);
    }

    private byte @Nullable [][] pieces(WebhookRequest request, String idText, String timeText) {
        Template template = scheme.template;
        byte[][] pieces = new byte[template.size()][];
        for (int i = 0; i < pieces.length; i++) {
            Kind kind = template.token(i).kind();
            if (kind == Kind.LITERAL) {
                pieces[i] = template.literal(i);
            } else if (kind == Kind.BODY) {
                pieces[i] = request.body();
            } else if (kind == Kind.TIMESTAMP) {
                pieces[i] = timeText.getBytes(StandardCharsets.ISO_8859_1); // ASCII: it was parsed
            } else if (SignatureReading.isPlain(idText, template.separatorAfter(i)) && !idText.isBlank()) {
                pieces[i] = Template.utf8(idText);
            } else {
                return null;
            }
        }
        return pieces;
    }
}
