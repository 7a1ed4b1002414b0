package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.FlatJson;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where in a request the token is, or the tokens are. */
interface TokenPlace {
    /** Most tokens that one request may carry. */
    int MOST = 32;

    /** What is there: tokens, or why there is none to be read. */
    record Found(List<String> tokens, @Nullable Reason fault) {
        static Found none(Reason why) {
            return new Found(List.of(), why);
        }
    }

    Found read(WebhookRequest request);

    Set<String> credentialHeaders();

    /** A header field that holds one token, after a word if there is one. */
    record InHeader(String name, @Nullable String word) implements TokenPlace {
        @Override
        public Found read(WebhookRequest request) {
            List<String> lines = request.headers().all(name);
            if (lines.isEmpty() || (lines.size() == 1 && lines.get(0).isBlank())) {
                return Found.none(Reason.MISSING);
            }
            String token = lines.size() > 1 ? null : afterWord(lines.get(0));
            return token == null ? Found.none(Reason.MALFORMED) : new Found(List.of(token), null);
        }

        private @Nullable String afterWord(String value) {
            if (word == null) {
                return value;
            }
            boolean there = value.regionMatches(true, 0, word + " ", 0, word.length() + 1);
            return there ? value.substring(word.length() + 1) : null;
        }

        @Override
        public Set<String> credentialHeaders() {
            return Set.of(name.toLowerCase(Locale.ROOT));
        }
    }

    /** A list in a JSON body, each element a token. */
    record InBody(String member) implements TokenPlace {
        @Override
        public Found read(WebhookRequest request) {
            FlatJson body = FlatJson.read(request.body());
            if (body == null) {
                return Found.none(Reason.MALFORMED);
            }
            List<String> tokens = body.texts(member);
            if (tokens.isEmpty()) {
                return Found.none(body.has(member) ? Reason.MALFORMED : Reason.MISSING);
            }
            return tokens.size() > MOST ? Found.none(Reason.MALFORMED) : new Found(tokens, null);
        }

        @Override
        public Set<String> credentialHeaders() {
            return Set.of();
        }
    }
}
