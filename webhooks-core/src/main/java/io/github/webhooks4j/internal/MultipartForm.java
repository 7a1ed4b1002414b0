package io.github.webhooks4j.internal;

import io.github.webhooks4j.internal.FormFields.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the fields of {@code multipart/form-data} (RFC 7578) in memory, and passes over files. Strict: lines end
 * with CR LF, every part has a name, and the last delimiter is there.
 */
final class MultipartForm {
    private static final int MAX_PARTS = 200;
    private static final int MAX_PART_HEADERS = 8 * 1024;
    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary=(?:\"([^\"\r\n]{1,70})\"|([^\\s;\",]{1,70}))\\s*(?:;|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DISPOSITION =
            Pattern.compile("(?:^|\r\n)content-disposition:[ \t]*form-data([^\r\n]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(";[ \t]*name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile(";[ \t]*filename\\*?=", Pattern.CASE_INSENSITIVE);

    private final List<Field> fields = new ArrayList<>();

    private MultipartForm() {}

    static Optional<List<Field>> read(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return Optional.empty();
        }
        String delimiter = "\r\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        // one character per byte, so that places in the text are places in the body
        String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
        MultipartForm form = new MultipartForm();
        return form.readParts(text, delimiter) ? Optional.of(form.fields) : Optional.empty();
    }

    private boolean readParts(String text, String delimiter) {
        int at = text.indexOf(delimiter);
        for (int parts = 0; at >= 0 && parts <= MAX_PARTS; parts++) {
            int from = at + delimiter.length();
            if (text.startsWith("--", from)) {
                return true;
            }
            int to = text.indexOf(delimiter, from);
            if (to < 0 || !text.startsWith("\r\n", from) || !readPart(text, from + 2, to)) {
                return false;
            }
            at = to;
        }
        return false;
    }

    private boolean readPart(String text, int from, int to) {
        int end = text.indexOf("\r\n\r\n", from);
        if (end < 0 || end > to || end - from > MAX_PART_HEADERS) {
            return false;
        }
        Matcher disposition = DISPOSITION.matcher(text.substring(from, end));
        if (!disposition.find()) {
            return false;
        }
        Matcher name = NAME.matcher(disposition.group(1));
        if (!name.find()) {
            return false;
        }
        if (!FILE.matcher(disposition.group(1)).find()) {
            fields.add(new Field(utf8(name.group(1)), utf8(text.substring(Math.min(end + 4, to), to))));
        }
        return true;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
