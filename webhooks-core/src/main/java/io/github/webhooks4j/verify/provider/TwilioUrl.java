package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.internal.FormFields;
import io.github.webhooks4j.internal.FormText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What Twilio signs: a URL, of which it has several spellings, and sorted parameters. */
final class TwilioUrl {
    private static final String BODY_HASH = "bodySHA256";

    private TwilioUrl() {}

    /** The URL as it is, and with its scheme's default port added or taken away. Nothing else of it is touched. */
    static List<String> variants(String url) {
        int from = url.indexOf("://") + 3;
        String scheme = from < 3 ? "" : url.substring(0, from - 3).toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : scheme.equals("http") ? ":80" : "";
        if (port.isEmpty()) {
            return List.of(url);
        }
        int end = endOfAuthority(url, from);
        String authority = url.substring(from, end);
        boolean hasPort = authority.indexOf(':', authority.lastIndexOf(']') + 1) >= 0;
        if (authority.endsWith(port)) {
            return List.of(url, url.substring(0, end - port.length()) + url.substring(end));
        }
        return hasPort ? List.of(url) : List.of(url, url.substring(0, end) + port + url.substring(end));
    }

    private static int endOfAuthority(String url, int from) {
        int end = from;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** What stands for the hash of a body in the query; of a pair that cannot be decoded the raw text. */
    static List<String> bodyHashes(String url) {
        List<String> hashes = new ArrayList<>(1);
        int mark = url.indexOf('?');
        for (String pair : mark < 0 ? new String[0] : url.substring(mark + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (name.equals(BODY_HASH)) {
                hashes.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return hashes;
    }

    private static String decoded(String text) {
        String decoded = FormText.decode(text);
        return decoded == null ? text : decoded;
    }

    /** Name and value of each parameter, by name; of a repeated one the distinct values, sorted. */
    static String sorted(FormFields form) {
        return form.sorted().stream()
                .distinct()
                .map(field -> field.name() + field.value())
                .collect(Collectors.joining());
    }
}
