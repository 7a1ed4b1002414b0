package io.github.webhooks4j.verify.httpsig;

import java.util.Locale;
import java.util.Optional;

/** The parts of the URL under which the sender called (RFC 9421, section 2.2), cut and not re-encoded. Immutable. */
final class ExternalUrl {
    private final String whole;
    private final String scheme;
    private final String authority;
    private final String path;
    private final String query;

    private ExternalUrl(String whole, int afterScheme, int afterAuthority) {
        this.whole = whole;
        scheme = whole.substring(0, afterScheme).toLowerCase(Locale.ROOT);
        authority = withoutDefaultPort(
                scheme, whole.substring(afterScheme + 3, afterAuthority).toLowerCase(Locale.ROOT));
        String target = whole.substring(afterAuthority);
        int mark = target.indexOf('?');
        String before = mark < 0 ? target : target.substring(0, mark);
        path = before.isEmpty() ? "/" : before;
        query = mark < 0 ? "?" : target.substring(mark);
    }

    private static String withoutDefaultPort(String scheme, String authority) {
        String port = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    static Optional<ExternalUrl> of(String url) {
        int afterScheme = url.indexOf("://");
        if (afterScheme <= 0) {
            return Optional.empty();
        }
        int end = afterScheme + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return Optional.of(new ExternalUrl(url, afterScheme, end));
    }

    String whole() {
        return whole;
    }

    String scheme() {
        return scheme;
    }

    String authority() {
        return authority;
    }

    String path() {
        return path;
    }

    /** With the question mark, which is there even when the URL has none. */
    String query() {
        return query;
    }

    String target() {
        return query.equals("?") && !whole.endsWith("?") ? path : path + query;
    }
}
