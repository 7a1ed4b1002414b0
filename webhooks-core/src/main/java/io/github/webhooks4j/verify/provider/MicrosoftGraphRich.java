package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.jwt.JwtAlgorithm;
import io.github.webhooks4j.verify.jwt.JwtClaims;
import io.github.webhooks4j.verify.jwt.JwtKeys;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Change notifications with resource data of Microsoft Graph, as its documentation
 * <a href="https://learn.microsoft.com/en-us/graph/change-notifications-with-resource-data">Set up change
 * notifications that include resource data</a> has it.
 *
 * <p>The body's list {@code validationTokens} holds a token for each app and tenant, RS256 with the published keys of
 * the Microsoft identity platform. <em>Every</em> one must be for this app, of a configured tenant, and issued to
 * Graph's change notification publisher ({@code azp} or {@code appid}, whose value is general knowledge only).
 * <b>Not signed:</b> the notifications themselves; what they hold encrypted has a signature of its own, which is
 * checked when it is decrypted, and {@code clientState} is not compared here. One request holds several
 * notifications, so it has neither id nor event type. Needs {@code com.nimbusds:nimbus-jose-jwt}.
 */
public final class MicrosoftGraphRich {
    private static final String KEY_HOST = "login.microsoftonline.com";
    private static final URI KEYS = URI.create("https://" + KEY_HOST + "/common/discovery/v2.0/keys");
    private static final String PUBLISHER = "0bf30f3b-4a52-48df-9a82-234910c4a086";
    private static final Duration LONGEST = Duration.ofDays(2); // tokens of the platform hold up to 28 hours

    private MicrosoftGraphRich() {}

    /**
     * Verifies notifications for one app.
     *
     * @param appId the client id of the app
     * @param tenantId the id of a tenant whose data it watches
     * @param more further tenants
     * @return the verifier; it fetches Microsoft's keys
     * @throws IllegalArgumentException when one is blank, or the JWT library is missing
     */
    public static Verifier verifier(String appId, String tenantId, String... more) {
        return verifier(HttpsKeyFetcher.of(KEY_HOST), appId, tenantId, more);
    }

    /**
     * Verifies notifications for one app, with keys fetched another way.
     *
     * @param fetcher gets Microsoft's keys
     * @param appId the client id of the app
     * @param tenantId the id of a tenant whose data it watches
     * @param more further tenants
     * @return the verifier
     * @throws IllegalArgumentException when one is blank, or the JWT library is missing
     */
    public static Verifier verifier(KeyFetcher fetcher, String appId, String tenantId, String... more) {
        List<String> tenants =
                Stream.concat(Stream.of(tenantId), Stream.of(more)).toList();
        if (tenants.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("microsoft-graph-rich: a tenant is blank");
        }
        String[] issuers = tenants.stream()
                .flatMap(tenant -> Stream.of(
                        "https://sts.windows.net/" + tenant + "/", "https://" + KEY_HOST + "/" + tenant + "/v2.0"))
                .distinct()
                .toArray(String[]::new);
        return JwtVerifier.builder("microsoft-graph-rich", JwtKeys.published(JwtAlgorithm.RS256, KEYS, fetcher))
                .eachOf("validationTokens")
                .issuers(issuers)
                .audiences(appId)
                .expires(LONGEST)
                .check(MicrosoftGraphRich::isOfThePublisher)
                .build();
    }

    private static Optional<Verification> isOfThePublisher(JwtClaims claims, WebhookRequest request) {
        String party = claims.text(claims.has("azp") ? "azp" : "appid").orElse("");
        return party.equals(PUBLISHER) ? Optional.empty() : Optional.of(Rejected.because(Reason.MISMATCH));
    }
}
