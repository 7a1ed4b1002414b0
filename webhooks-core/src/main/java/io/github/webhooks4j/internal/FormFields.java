package io.github.webhooks4j.internal;

import io.github.webhooks4j.WebhookRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of a form post that nobody has vouched for yet, because the signature is among them or signs
 * them one by one. A form that holds anything unreadable, or over a thousand fields, is no form. Immutable.
 */
public final class FormFields {
    private static final String URL_ENCODED = "application/x-www-form-urlencoded";
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
                ? Utf8.read(request.body(), request.body().length).flatMap(FormFields::encoded)
                : Optional.empty();
    }

    /**
     * Reads the query of a URL, which is written as a form is.
     *
     * @param query what follows the question mark
     * @return the fields; empty when the query cannot be read
     */
    public static Optional<FormFields> query(String query) {
        return encoded(query);
    }

    private static Optional<FormFields> encoded(String text) {
        return Optional.of(text)
                .filter(FormFields::isOfSomeFields)
                .flatMap(FormFields::pairs)
                .map(FormFields::new);
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

    /**
     * The value of the only field of a name.
     *
     * @param name matched exactly
     * @return the value; absent when there is no such field, and when there are several
     */
    public Optional<String> only(String name) {
        List<String> values = values(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /**
     * All fields in an order that says nothing of the form's, for schemes that sign them so.
     *
     * @return the fields by name, those of one name by value
     */
    public List<Field> sorted() {
        return fields.stream()
                .sorted(Comparator.comparing(Field::name).thenComparing(Field::value))
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
        List<Field> fields = new ArrayList<>();
        for (String pair : encoded.split("&", -1)) {
            int mark = pair.indexOf('=');
            String name = FormText.decode(mark < 0 ? pair : pair.substring(0, mark));
            String value = mark < 0 ? "" : FormText.decode(pair.substring(mark + 1));
            if (name == null || value == null) {
                return Optional.empty();
            }
            if (!pair.isEmpty()) {
                fields.add(new Field(name, value));
            }
        }
        return Optional.of(fields);
    }

    @Override
    public String toString() {
        return "FormFields[" + fields.size() + "]";
    }
}
