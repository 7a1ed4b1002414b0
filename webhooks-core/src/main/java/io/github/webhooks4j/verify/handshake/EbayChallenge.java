package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** GET with a {@code challenge_code}, answered with a hash over it, our token and our URL. */
record EbayChallenge(String endpoint, Keys tokens) implements Handshake {
    private static final String CODE = "challenge_code";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32,80}");

    @Override
    public String name() {
        return "ebay";
    }

    @Override
    public boolean isVerified() {
        return false;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("GET") && Challenge.parameter(head, CODE).isPresent();
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        Optional<Secret> token = tokens.first(now);
        if (token.isEmpty()) {
            return Challenge.refused(HandshakeAnswer.Reason.NO_KEY);
        }
        return Challenge.answered(Challenge.parameter(request.head(), CODE), Challenge.TOKEN, code -> {
            byte[] hash = Keys.hash("SHA-256", code + token.get().reveal() + endpoint);
            return HandshakeAnswer.json(
                    "{\"challengeResponse\":\"" + HexFormat.of().formatHex(hash) + "\"}");
        });
    }

    @Override
    public List<String> faults() {
        List<String> faults = new ArrayList<>(tokens.faults("verification token"));
        for (Secret token : tokens.secrets()) {
            if (!TOKEN.matcher(token.reveal()).matches()) {
                faults.add("its verification token must match " + TOKEN);
            }
        }
        if (!isHttps(endpoint)) {
            faults.add("its endpoint must be the https URL that eBay was given");
        }
        return faults;
    }

    /** Without the URL. */
    @Override
    public String toString() {
        return "EbayChallenge";
    }

    private static boolean isHttps(String url) {
        try {
            URI parsed = URI.create(url);
            return "https".equals(parsed.getScheme()) && parsed.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
