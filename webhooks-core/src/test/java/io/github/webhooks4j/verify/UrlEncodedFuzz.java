package io.github.webhooks4j.verify;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Forms, queries and URLs as schemes sign them. */
public final class UrlEncodedFuzz {
    private static final String DELIMITERS = ":/?@!$'()*,;";

    private UrlEncodedFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        checkUrl(new String(bytes, StandardCharsets.UTF_8));
        checkForm(bytes);
    }

    private static void checkUrl(String url) {
        String text = UrlEncoded.withoutEscapedDelimiters(url);
        check(UrlEncoded.withoutEscapedDelimiters(text).equals(text), "there is nothing left to resolve", url);
        check((url.length() - text.length()) % 2 == 0, "an escape becomes one character", url);
        int i = 0;
        for (char c : text.toCharArray()) {
            boolean same = url.charAt(i) == c && !isDelimiterEscape(url, i);
            check(same || (isDelimiterEscape(url, i) && DELIMITERS.indexOf(c) >= 0), "the rest stays", url, text);
            i += same ? 1 : 3;
        }
        check(i == url.length(), "nothing is left out", url, text);
    }

    private static boolean isDelimiterEscape(String url, int at) {
        for (char c : DELIMITERS.toCharArray()) {
            if (url.regionMatches(true, at, "%" + Integer.toHexString(c), 0, 3)) {
                return true;
            }
        }
        return false;
    }

    private static void checkForm(byte[] body) {
        String encoded = new String(body, StandardCharsets.UTF_8);
        List<UrlEncoded.Pair> pairs = UrlEncoded.pairs(encoded);
        checkEscapes(encoded, pairs.size());
        List<String> written = new ArrayList<>();
        for (UrlEncoded.Pair pair : pairs) {
            check(UrlEncoded.values(encoded, pair.name()).contains(pair.value()), "a pair is found by name", encoded);
            written.add(encode(pair.name()) + "=" + encode(pair.value()));
        }
        check(UrlEncoded.pairs(String.join("&", written)).equals(pairs), "written again it reads the same", encoded);
        byte[] signed = Template.sortedForm(request(body));
        Collections.reverse(written);
        byte[] moved = Template.sortedForm(request(bytes(String.join("&", written))));
        boolean repeated = pairs.stream().map(UrlEncoded.Pair::name).distinct().count() < pairs.size();
        check(repeated || Arrays.equals(signed, moved), "the order of names is ours", encoded);
        check(Template.sortedForm(request(body, "application/json")).length == 0, "no form, nothing signed");
    }

    /** A pair that is passed over has a broken escape; whoever reads such a thing leniently reads it otherwise. */
    private static void checkEscapes(String encoded, int pairs) {
        long wellFormed = Arrays.stream(encoded.split("&"))
                .filter(pair -> !pair.isEmpty() && pair.matches("(?s)([^%]|%[0-9A-Fa-f]{2})*"))
                .filter(pair -> Arrays.stream(pair.split("=", 2)).allMatch(UrlEncodedFuzz::isUtf8))
                .count();
        check(pairs == wellFormed, "escapes are two hex digits, and bytes of UTF-8", encoded, pairs);
    }

    /** The JDK's decoder puts a mark in the place of what is no UTF-8: no more of them than there were before. */
    private static boolean isUtf8(String part) {
        String marked = part.replaceAll("(?i)%EF%BF%BD", "\uFFFD");
        return marks(URLDecoder.decode(part, StandardCharsets.UTF_8)) == marks(marked);
    }

    private static long marks(String text) {
        return text.chars().filter(c -> c == 0xFFFD).count();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static WebhookRequest request(byte[] body) {
        return request(body, "application/x-www-form-urlencoded");
    }

    private static WebhookRequest request(byte[] body, String type) {
        return new WebhookRequest(RequestHead.of("POST", "/", Headers.of("Content-Type", type)), body);
    }
}
