package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.HmacVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The presets that are one HMAC scheme. */
final class HmacPresets {
    private static final String TOLERANCE = "tolerance";
    private static final List<HmacScheme> SCHEMES = List.of(
            AdyenPlatform.scheme(),
            Airship.scheme(),
            Anthropic.scheme(),
            Asana.scheme(),
            Bitbucket.scheme(),
            Box.scheme(),
            Calendly.scheme(),
            CheckoutCom.scheme(),
            CircleCI.scheme(),
            Clerk.scheme(),
            CustomerIo.scheme(),
            Deel.scheme(),
            DocuSign.scheme(),
            Dropbox.scheme(),
            Finch.scheme(),
            Forgejo.scheme(),
            Front.scheme(),
            Gitea.scheme(),
            GitHub.scheme(),
            GitHubSha1.scheme(),
            GitLabSigning.scheme(),
            GoCardless.scheme(),
            Heroku.scheme(),
            HubSpot.scheme(),
            Increase.scheme(),
            IncreaseLegacy.scheme(),
            Intercom.scheme(),
            Jira.scheme(),
            Klaviyo.scheme(),
            LemonSqueezy.scheme(),
            Line.scheme(),
            Linear.scheme(),
            Mandrill.scheme(),
            Meta.scheme(),
            Mux.scheme(),
            Notion.scheme(),
            OpenAI.scheme(),
            Paddle.scheme(),
            PagerDuty.scheme(),
            Paystack.scheme(),
            Persona.scheme(),
            Polar.scheme(),
            Pusher.scheme(),
            QuickBooks.scheme(),
            Razorpay.scheme(),
            Replicate.scheme(),
            Resend.scheme(),
            Sanity.scheme(),
            Sentry.scheme(),
            Shippo.scheme(),
            Shopify.scheme(),
            ShopifyEvents.scheme(),
            Slack.scheme(),
            Square.scheme(),
            StandardWebhooks.scheme(),
            Stripe.scheme(),
            Supabase.scheme(),
            TikTok.scheme(),
            Trello.scheme(),
            Twitch.scheme(),
            Typeform.scheme(),
            Vercel.scheme(),
            Webflow.scheme(),
            WooCommerce.scheme(),
            WorkOS.scheme(),
            X.scheme(),
            Xero.scheme(),
            Zendesk.scheme(),
            Zoom.scheme());

    private HmacPresets() {}

    static Stream<Provider> all() {
        Provider svix = Provider.hmac(
                Svix.scheme(),
                Set.of(TOLERANCE),
                (options, current, previous) -> Svix.verifier(tolerance(options, Svix.scheme()), current, previous));
        return Stream.of(SCHEMES.stream().map(HmacPresets::of), Stream.of(svix), furtherOnes())
                .flatMap(presets -> presets);
    }

    /** Those that are more than one scheme, or none. */
    private static Stream<Provider> furtherOnes() {
        return Stream.of(
                Provider.of("hmac", Set.of("header"), HmacOptions.NAMES, Hmac::verifier),
                Provider.of(
                        "websub",
                        Set.of(),
                        Set.of("methods"),
                        (options, current, previous) -> WebSub.verifier(WebSub.methods(options), current, previous)),
                Provider.of(
                        "hubspot-v1",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> HubSpotV1.verifier(current, previous)),
                Provider.of(
                        "hubspot-v2",
                        Set.of(),
                        Set.of(),
                        (options, current, previous) -> HubSpotV2.verifier(current, previous)));
    }

    private static Provider of(HmacScheme scheme) {
        Set<String> options = scheme.hasTimestamp() ? Set.of(TOLERANCE) : Set.of();
        return Provider.hmac(
                scheme,
                options,
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
