package io.github.webhooks4j.internal;

import io.github.webhooks4j.WebhookRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fields of a form post that nobody has vouched for yet, because the signature is among them or signs
 * them one by one. A form that holds anything unreadable, or over a thousand fields, is no form. Immutable.
 */
public final class FormFields {
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
    private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final int MAX_FIELDS = 1_000;
    private static final String MULTIPART = "multipart/form-data";

    private final List<Field> fields;

    /**
     * One field.
     *
     * @param name decoded
     * @param value decoded
     */
    public record Field(String name, String value) {}

    private FormFields(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Reads a body of type {@code application/x-www-form-urlencoded}.
     *
     * @param request the request
     * @return the fields; empty when the body is of another type or cannot be read
     */
    public static Optional<FormFields> urlEncoded(WebhookRequest request) {
        return mediaType(request).equals(URL_ENCODED)
                ? Optional.of(new String(request.body(), StandardCharsets.UTF_8))
                        .filter(FormFields::isOfSomeFields)
                        .flatMap(FormFields::pairs)
                        .map(FormFields::new)
                : Optional.empty();
    }

    /** No provider sends so many; whoever does wants them sorted and joined before anything is verified. */
    private static boolean isOfSomeFields(String form) {
        return form.chars().filter(c -> c == '&').limit(MAX_FIELDS).count() < MAX_FIELDS;
    }

    /**
     * Reads a body of type {@code application/x-www-form-urlencoded} or {@code multipart/form-data}; of the
     * latter the fields that are no files.
     *
     * @param request the request
     * @return the fields; empty when the body is of another type or cannot be read
     */
    public static Optional<FormFields> any(WebhookRequest request) {
        return mediaType(request).equals(MULTIPART)
                ? MultipartForm.read(contentType(request), request.body()).map(FormFields::new)
                : urlEncoded(request);
    }

    /**
     * Whether a body claims to be a form.
     *
     * @param request the request
     * @return whether its type is that of a form
     */
    public static boolean isForm(WebhookRequest request) {
        String type = mediaType(request);
        return type.equals(URL_ENCODED) || type.equals(MULTIPART);
    }

    /**
     * All fields.
     *
     * @return the fields in the order of the form
     */
    public List<Field> all() {
        return fields;
    }

    /**
     * The values of one name.
     *
     * @param name matched exactly
     * @return the values in the order of the form
     */
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::value)
                .toList();
    }

    private static String contentType(WebhookRequest request) {
        return request.headers().only("Content-Type").orElse("");
    }

    private static String mediaType(WebhookRequest request) {
        String type = contentType(request);
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<List<Field>> pairs(String encoded) {
        if (NO_ESCAPE.matcher(encoded).find()) { // the JDK alone would take %+1, and digits of other scripts
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        for (String pair : encoded.split("&", -1)) {
            int mark = pair.indexOf('=');
            if (!pair.isEmpty()) {
                fields.add(new Field(
                        decode(mark < 0 ? pair : pair.substring(0, mark)),
                        mark < 0 ? "" : decode(pair.substring(mark + 1))));
            }
        }
        return Optional.of(fields);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "FormFields[" + fields.size() + "]";
    }
}
