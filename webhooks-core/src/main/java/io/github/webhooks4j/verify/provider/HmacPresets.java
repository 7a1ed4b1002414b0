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

    private HmacPresets() {}

    static Stream<Provider> all() {
        Provider svix = Provider.hmac(
                Svix.scheme(),
                Set.of(TOLERANCE),
                (options, current, previous) -> Svix.verifier(tolerance(options, Svix.scheme()), current, previous));
        return Stream.concat(SCHEMES.stream().map(HmacPresets::of), Stream.of(svix));
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
