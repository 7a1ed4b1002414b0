package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import io.github.webhooks4j.verify.key.KeyAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Asks eBay for keys, with an application token. */
final class EbayKeys implements Ebay.KeyLookup {
    private static final String FORM =
            "grant_type=client_credentials&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope";

    /** What can stand before the colon of HTTP Basic. */
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x39\\x3b-\\x7e]{1,256}");

    /** Asks eBay, and waits for the answer: see {@link HttpsKeyFetcher}. */
    interface Line {
        KeyAnswer fetch(URI address, Secret authorization) throws IOException;

        byte[] askForm(URI address, Secret authorization, String form) throws IOException;

        static Line to(HttpsKeyFetcher fetcher) {
            return new Line() {
                @Override
                public KeyAnswer fetch(URI address, Secret authorization) throws IOException {
                    return fetcher.fetch(address, authorization);
                }

                @Override
                public byte[] askForm(URI address, Secret authorization, String form) throws IOException {
                    return fetcher.askForm(address, authorization, form);
                }
            };
        }
    }

    private final Line line;
    private final String origin;
    private final ApplicationToken token;

    /**
     * Over another line and by another clock.
     *
     * @param host eBay's
     * @param nanos what ages the token
     */
    EbayKeys(Line line, String host, String clientId, Secret clientSecret, LongSupplier nanos) {
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw new IllegalArgumentException(
                    "ebay: the client id is none: visible ASCII without a colon, 256 characters at most");
        }
        this.line = line;
        origin = "https://" + host;
        byte[] pair = (clientId + ":" + clientSecret.reveal()).getBytes(StandardCharsets.UTF_8);
        Secret basic = Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
        URI address = URI.create(origin + "/identity/v1/oauth2/token");
        token = new ApplicationToken(() -> line.askForm(address, basic, FORM), nanos);
    }

    static EbayKeys of(String host, String clientId, Secret clientSecret) {
        return new EbayKeys(Line.to(HttpsKeyFetcher.of(host)), host, clientId, clientSecret, System::nanoTime);
    }

    @Override
    public Optional<String> find(String kid) throws IOException {
        URI address = URI.create(origin + "/commerce/notification/v1/public_key/" + kid);
        Secret used = token.get();
        KeyAnswer answer = line.fetch(address, bearer(used));
        if (answer.status() == 401) {
            answer = line.fetch(address, bearer(token.insteadOf(used)));
        }
        return switch (answer.status()) {
            case 200 -> Optional.of(new String(answer.body(), StandardCharsets.UTF_8));
            case 404 -> Optional.empty();
            default -> throw new IOException("eBay takes no application token: status=" + answer.status());
        };
    }

    private static Secret bearer(Secret token) {
        return Secret.of("Bearer " + token.reveal());
    }

    /** Tells no credentials. */
    @Override
    public String toString() {
        return "EbayKeys[" + origin + "]";
    }
}
