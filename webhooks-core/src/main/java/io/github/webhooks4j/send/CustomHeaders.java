package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields an endpoint's owner may add to our requests: any that says nothing about how the request is
 * framed, routed, signed or read.
 *
 * <p>Refused are the fields of the connection and of proxies, those that describe the body ({@code Content-Type} has
 * a setting of its own), {@code webhook-*}, which is ours to sign, {@code User-Agent}, which tells receivers who we
 * are, and {@code Cookie}: the sender keeps no cookies, and a fixed credential goes into {@code Authorization}. At
 * most {@value #MAX_FIELDS} fields and {@value #MAX_BYTES} bytes; values are printable ASCII, blanks and tabs, the
 * one alphabet that every server reads alike.
 *
 * <p>The fields of another signing scheme are not known here: who sets one up keeps its names apart from these.
 */
public final class CustomHeaders {
    /** Most fields that an endpoint may add: 20. */
    public static final int MAX_FIELDS = 20;

    /** Most bytes that their names and values may have together: 8 KiB. */
    public static final int MAX_BYTES = 8 * 1024;

    private static final Set<String> REFUSED = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "te",
            "trailer",
            "connection",
            "keep-alive",
            "upgrade",
            "http2-settings",
            "expect",
            "accept-encoding",
            "user-agent",
            "cookie");

    private static final List<String> REFUSED_PREFIXES = List.of("proxy-", "webhook-");

    private CustomHeaders() {}

    /**
     * What is wrong with the fields that an endpoint's owner asks for.
     *
     * @param headers the fields; their names are tokens by now
     * @return every fault in words for the owner, with names but never values; empty when all is well
     */
    public static List<String> faults(Headers headers) {
        List<String> faults = new ArrayList<>();
        if (headers.size() > MAX_FIELDS) {
            faults.add("there are " + headers.size() + " header fields but at most " + MAX_FIELDS + " are allowed");
        }
        int bytes = bytes(headers);
        if (bytes > MAX_BYTES) {
            faults.add("the header fields have " + bytes + " bytes but at most " + MAX_BYTES + " are allowed");
        }
        for (String name : headers.names()) {
            if (isRefused(name.toLowerCase(Locale.ROOT))) {
                faults.add("header " + name + " cannot be set");
            }
            if (!headers.all(name).stream().allMatch(CustomHeaders::isPlain)) {
                faults.add("the value of header " + name + " must be printable ASCII, blanks and tabs");
            }
        }
        return List.copyOf(faults);
    }

    private static int bytes(Headers headers) {
        int[] bytes = {0};
        headers.forEach((name, value) -> bytes[0] += name.length() + value.length());
        return bytes[0];
    }

    private static boolean isRefused(String name) {
        return REFUSED.contains(name) || REFUSED_PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> (c >= 0x20 && c <= 0x7e) || c == '\t');
    }
}
