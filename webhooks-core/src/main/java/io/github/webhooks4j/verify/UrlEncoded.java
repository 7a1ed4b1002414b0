package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.FormText;
import io.github.webhooks4j.internal.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads {@code application/x-www-form-urlencoded}: a query, or the body of a form post. */
final class UrlEncoded {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final String DELIMITERS = ":/?@!$'()*,;";

    private UrlEncoded() {}

    record Pair(String name, String value) {}

    /** The body as a form; empty when its content type is another. */
    static String form(WebhookRequest request) {
        String type = request.headers().only("Content-Type").orElse("");
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
        return media.equals(FORM) ? new String(request.body(), StandardCharsets.UTF_8) : "";
    }

    /** The decoded values of one name, in order; a pair that cannot be decoded is passed over. */
    static List<String> values(String encoded, String name) {
        List<String> values = new ArrayList<>(1);
        for (Pair pair : pairs(encoded)) {
            if (pair.name.equals(name)) {
                values.add(pair.value);
            }
        }
        return values;
    }

    /** Every decoded pair, in order; a pair that cannot be decoded is passed over. */
    static List<Pair> pairs(String encoded) {
        List<Pair> pairs = new ArrayList<>();
        int from = 0;
        while (from < encoded.length()) {
            int next = encoded.indexOf('&', from);
            int to = next < 0 ? encoded.length() : next;
            if (to > from) {
                String pair = encoded.substring(from, to); // looking for = behind it would take the square of the time
                int mark = pair.indexOf('=');
                String name = FormText.decode(mark < 0 ? pair : pair.substring(0, mark));
                String value = FormText.decode(mark < 0 ? "" : pair.substring(mark + 1));
                if (name != null && value != null) {
                    pairs.add(new Pair(name, value));
                }
            }
            from = to + 1;
        }
        return pairs;
    }

    /** A URL in which {@code : / ? @ ! $ ' ( ) * , ;} stand for themselves, as HubSpot signs it. */
    static String withoutEscapedDelimiters(String url) {
        StringBuilder text = new StringBuilder(url.length());
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '%' && i + 2 < url.length()) {
                char high = url.charAt(i + 1);
                char low = url.charAt(i + 2);
                boolean escape = HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low);
                int value = escape ? HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low) : -1;
                if (DELIMITERS.indexOf(value) >= 0) {
                    c = (char) value;
                    i += 2;
                }
            }
            text.append(c);
        }
        return text.toString();
    }

    /** Whether the body is UTF-8, and each of its fields can be decoded, when it is a form. */
    static boolean isReadable(WebhookRequest request) {
        String form = form(request);
        boolean text = form.isEmpty()
                || Utf8.read(request.body(), request.body().length).isPresent();
        return text && Stream.of(form.split("[&=]")).allMatch(part -> FormText.decode(part) != null);
    }
}
