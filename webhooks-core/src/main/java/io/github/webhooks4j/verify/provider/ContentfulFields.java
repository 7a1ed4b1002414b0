package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The header fields that a request of Contentful says are signed.
 *
 * @param names in lower case
 * @param text how they are signed
 * @param fault why they cannot be read; empty for fields that can
 */
record ContentfulFields(SortedSet<String> names, String text, Optional<Reason> fault) {
    static final String LIST = "x-contentful-signed-headers";
    static final String TIMESTAMP = "x-contentful-timestamp";

    private static final int MAX_NAMES = 64;
    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");

    /** What JavaScript's {@code trim} takes away. */
    private static final String BLANKS = "\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
            + "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    /** The fields that a list names. */
    static ContentfulFields named(String list, Headers headers) {
        List<String> listed = List.of(list.split(",", MAX_NAMES + 2));
        SortedSet<String> names = new TreeSet<>(listed);
        boolean distinct = names.size() == listed.size();
        boolean complete = names.contains(LIST) && names.contains(TIMESTAMP);
        if (listed.size() > MAX_NAMES
                || !distinct
                || !complete
                || !names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            return faulty(Reason.MALFORMED);
        }
        StringJoiner text = new StringJoiner(";");
        for (String name : names) {
            List<String> values = headers.all(name);
            if (values.size() != 1) {
                return faulty(values.isEmpty() ? Reason.MISSING : Reason.MALFORMED);
            }
            text.add(name + ":" + (name.equals(LIST) ? String.join(",", names) : trimmed(values.get(0))));
        }
        return new ContentfulFields(names, text.toString(), Optional.empty());
    }

    private static ContentfulFields faulty(Reason reason) {
        return new ContentfulFields(new TreeSet<>(), "", Optional.of(reason));
    }

    /** The value as it is signed. */
    static String trimmed(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && BLANKS.indexOf(value.charAt(from)) >= 0) {
            from++;
        }
        while (from < to && BLANKS.indexOf(value.charAt(to - 1)) >= 0) {
            to--;
        }
        return value.substring(from, to);
    }
}
