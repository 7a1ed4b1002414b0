package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads what a provider wants to have back, and lets through only what can be given back: no alphabet has a quote,
 * a backslash, an ampersand or an angle bracket, so that it is the same text in plain text and in JSON.
 */
final class Challenge {
    /** Base64 of both kinds, hex, UUIDs, numbers. No colon: nothing of it is a signed message. */
    static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,512}");

    /** The same, with room for the JSON around it. */
    static final Pattern TOKEN_IN_JSON = Pattern.compile("[A-Za-z0-9._~+/=-]{1,256}");

    private static final Pattern AMPERSAND = Pattern.compile("&");

    private Challenge() {}

    static Optional<HandshakeAnswer> refused(HandshakeAnswer.Reason reason) {
        return Optional.of(new HandshakeAnswer.Refused(reason));
    }

    /** Answers a challenge that is there and of its alphabet. */
    static Optional<HandshakeAnswer> answered(
            Optional<String> challenge, Pattern alphabet, Function<String, HandshakeAnswer> answer) {
        return challenge
                .filter(text -> alphabet.matcher(text).matches())
                .map(answer)
                .or(() -> refused(HandshakeAnswer.Reason.MALFORMED));
    }

    /** A header field; empty text, which no alphabet has, when there are several. */
    static Optional<String> header(Headers headers, String name) {
        return single(headers.all(name));
    }

    /** A query parameter, decoded; empty text when there are several, or when it cannot be decoded. */
    static Optional<String> parameter(RequestHead head, String name) {
        if (head.query().isEmpty()) {
            return Optional.empty();
        }
        List<String> values = AMPERSAND
                .splitAsStream(head.query())
                .filter(pair -> decoded(nameOf(pair)).equals(name))
                .map(pair -> decoded(pair.substring(Math.min(nameOf(pair).length() + 1, pair.length()))))
                .toList();
        return single(values);
    }

    private static Optional<String> single(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.size() == 1 ? values.get(0) : "");
    }

    private static String nameOf(String pair) {
        int mark = pair.indexOf('=');
        return mark < 0 ? pair : pair.substring(0, mark);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
