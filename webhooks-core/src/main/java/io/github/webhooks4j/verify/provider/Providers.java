package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The presets by name, for configuration files. */
public final class Providers {
    private static final String TOLERANCE = "tolerance";
    private static final List<HmacScheme> HMACS = List.of(
            AdyenPlatform.scheme(),
            Bitbucket.scheme(),
            Calendly.scheme(),
            Clerk.scheme(),
            DocuSign.scheme(),
            Dropbox.scheme(),
            GitHub.scheme(),
            GitLabSigning.scheme(),
            HubSpot.scheme(),
            Intercom.scheme(),
            Jira.scheme(),
            Line.scheme(),
            Linear.scheme(),
            Meta.scheme(),
            OpenAI.scheme(),
            Paddle.scheme(),
            PagerDuty.scheme(),
            Polar.scheme(),
            Razorpay.scheme(),
            Resend.scheme(),
            Sentry.scheme(),
            Shopify.scheme(),
            Slack.scheme(),
            Square.scheme(),
            StandardWebhooks.scheme(),
            Stripe.scheme(),
            Trello.scheme(),
            Twitch.scheme(),
            Typeform.scheme(),
            Vercel.scheme(),
            WooCommerce.scheme(),
            WorkOS.scheme(),
            X.scheme(),
            Xero.scheme(),
            Zendesk.scheme(),
            Zoom.scheme());

    private static final Map<String, Provider> ALL = all();

    private Providers() {}

    /**
     * Finds a preset.
     *
     * @param name in lower case with hyphens, such as {@code github} or {@code standard-webhooks}
     * @return the preset
     * @throws IllegalArgumentException listing all names when there is none of this name
     */
    public static Provider byName(String name) {
        Provider provider = ALL.get(name);
        if (provider == null) {
            throw new IllegalArgumentException(
                    "unknown provider '" + name + "'; known: " + String.join(", ", ALL.keySet()));
        }
        return provider;
    }

    /**
     * The names of all presets.
     *
     * @return the names in alphabetical order
     */
    public static Set<String> names() {
        return ALL.keySet();
    }

    private static Map<String, Provider> all() {
        Map<String, Provider> all = new TreeMap<>();
        HMACS.forEach(scheme -> add(all, hmac(scheme)));
        add(
                all,
                new Provider(
                        "svix",
                        Set.of(),
                        Set.of(TOLERANCE),
                        Optional.of(Svix.scheme()),
                        (options, current, previous) ->
                                Svix.verifier(tolerance(options, Svix.scheme()), current, previous)));
        add(
                all,
                new Provider(
                        "gitlab",
                        Set.of(),
                        Set.of(),
                        Optional.empty(),
                        (options, current, previous) -> GitLab.verifier(current, previous)));
        add(
                all,
                new Provider(
                        "token",
                        Set.of(),
                        Set.of("header"),
                        Optional.empty(),
                        (options, current, previous) -> Token.verifier(
                                options.getOrDefault("header", StaticCredentialVerifier.DEFAULT_TOKEN_HEADER),
                                current,
                                previous)));
        add(
                all,
                new Provider(
                        "basic",
                        Set.of("username"),
                        Set.of(),
                        Optional.empty(),
                        (options, current, previous) ->
                                Basic.verifier(options.getOrDefault("username", ""), current, previous)));
        add(
                all,
                new Provider(
                        "bearer",
                        Set.of(),
                        Set.of(),
                        Optional.empty(),
                        (options, current, previous) -> Bearer.verifier(current, previous)));
        return Collections.unmodifiableMap(all);
    }

    private static void add(Map<String, Provider> all, Provider provider) {
        all.put(provider.name(), provider);
    }

    private static Provider hmac(HmacScheme scheme) {
        Set<String> options = scheme.hasTimestamp() ? Set.of(TOLERANCE) : Set.of();
        return new Provider(
                scheme.name(),
                Set.of(),
                options,
                Optional.of(scheme),
                (values, current, previous) -> HmacVerifier.of(
                        scheme.hasTimestamp() ? scheme.withTolerance(tolerance(values, scheme)) : scheme,
                        current,
                        previous));
    }

    private static Duration tolerance(Map<String, String> options, HmacScheme scheme) {
        String text = options.get(TOLERANCE);
        return text == null ? scheme.tolerance() : Duration.parse(text);
    }
}
