package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.internal.FormFields;
import io.github.webhooks4j.internal.FormFields.Field;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What Plivo signs. */
final class PlivoText {
    private PlivoText() {}

    /**
     * The URL without its query, and the fields of query and form in order.
     *
     * @param url anything behind its first question mark is left out
     */
    static String of(String url, FormFields query, FormFields form, String nonce) {
        boolean queried = !query.all().isEmpty();
        boolean posted = !form.all().isEmpty();
        return base(url)
                + (queried || posted ? "?" : "")
                + joined(query, field -> field.name() + "=" + field.value(), "&")
                + (queried && posted ? "." : "")
                + joined(form, field -> field.name() + field.value(), "")
                + "."
                + nonce;
    }

    private static String base(String url) {
        int mark = url.indexOf('?');
        return mark < 0 ? url : url.substring(0, mark);
    }

    /** What stands behind the first question mark. */
    static String query(String url) {
        int mark = url.indexOf('?');
        return mark < 0 ? "" : url.substring(mark + 1);
    }

    private static String joined(FormFields fields, Function<Field, String> as, String between) {
        return fields.sorted().stream().map(as).collect(Collectors.joining(between));
    }
}
