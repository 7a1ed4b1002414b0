package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.FormText;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.jwt.JwtCheck;
import io.github.webhooks4j.verify.jwt.JwtClaims;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The query string hash of Atlassian Connect: SHA-256 of {@code METHOD&path&query} in hex, in a canonical form.
 * Percent-encoding is that of RFC 3986; names are sorted, so are the values of one name, which are joined by a comma;
 * the parameter {@code jwt} is left out.
 */
final class AtlassianQsh implements JwtCheck {
    private final String basePath;

    AtlassianQsh(String basePath) {
        if (!basePath.matches("(/[^/?#]+)*")) {
            throw new IllegalArgumentException("atlassian-connect: the base path is neither empty nor such as /app");
        }
        this.basePath = basePath;
    }

    @Override
    public Optional<Verification> check(JwtClaims claims, WebhookRequest request) {
        if (!claims.has("qsh")) {
            return Optional.of(Rejected.because(Reason.MISSING));
        }
        Optional<String> canonical = canonical(request.head().method(), CalledTarget.of(request));
        if (canonical.isEmpty()) {
            return Optional.of(Rejected.because(Reason.MALFORMED));
        }
        byte[] claimed = claims.text("qsh").orElse("").getBytes(StandardCharsets.UTF_8);
        byte[] right = Sha256.hex(canonical.get()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(claimed, right)
                ? Optional.empty()
                : Optional.of(Rejected.because(Reason.MISMATCH));
    }

    /** The canonical form; empty for a query that cannot be decoded. */
    Optional<String> canonical(String method, String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        try {
            return Optional.of(method.toUpperCase(Locale.ROOT) + "&" + path(path) + "&" + query(query));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String path(String path) {
        boolean below = path.equals(basePath) || path.startsWith(basePath + "/");
        String relative = (below ? path.substring(basePath.length()) : path).replace("&", "%26");
        int end = relative.endsWith("/") ? relative.length() - 1 : relative.length();
        return end == 0 ? "/" : relative.substring(0, end);
    }

    private static String query(String query) {
        TreeMap<String, List<String>> sorted = List.of(query.split("&")).stream()
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .filter(pair -> !decoded(pair[0]).equals("jwt"))
                .collect(Collectors.groupingBy(
                        pair -> encoded(decoded(pair[0])),
                        TreeMap::new,
                        Collectors.mapping(pair -> pair.length < 2 ? "" : decoded(pair[1]), Collectors.toList())));
        return sorted.entrySet().stream().map(AtlassianQsh::parameter).collect(Collectors.joining("&"));
    }

    private static String parameter(Map.Entry<String, List<String>> entry) {
        String values =
                entry.getValue().stream().sorted().map(AtlassianQsh::encoded).collect(Collectors.joining(","));
        return entry.getKey() + "=" + values;
    }

    private static String decoded(String text) {
        String decoded = FormText.decode(text);
        if (decoded == null) {
            throw new IllegalArgumentException("no text of a query");
        }
        return decoded;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
