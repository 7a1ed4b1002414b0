package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.Secret;
import java.util.List;
import java.util.function.Predicate;

/**
 * The handshakes of the providers that have one, each switched on for a source by {@code handshake(…)}:
 *
 * <pre>{@code
 * .source("whatsapp", s -> s
 *     .verifier(Meta.verifier(Secret.env("APP_SECRET")))
 *     .handshake(Handshakes.meta(Secret.env("VERIFY_TOKEN")))
 *     .onAny(message -> …))
 * }</pre>
 *
 * <p>What is wrong with their settings is told when the receiver is built, together with all other faults. What is
 * given back is checked against an alphabet of letters, digits and {@code . _ ~ + / = -} first, and refused with 400
 * where it holds anything else.
 *
 * <p>Xero's "intent to receive" needs none: its requests are messages, some with a wrong signature, and are answered
 * 200 and 401 as any other.
 */
public final class Handshakes {
    private Handshakes() {}

    /**
     * Slack, <a href="https://api.slack.com/events/url_verification">url_verification</a>: a POST, verified first;
     * the answer is its {@code challenge} as text.
     *
     * @return the handshake
     */
    public static Handshake slack() {
        return new SlackUrlVerification();
    }

    /**
     * Meta (WhatsApp, Instagram, Messenger), <a
     * href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started">verification requests</a>: GET with
     * {@code hub.mode=subscribe}; with our {@code hub.verify_token}, compared in constant time, the answer is
     * {@code hub.challenge} as text, else 403.
     *
     * @param verifyTokens the text given to Meta; several while it changes
     * @return the handshake
     */
    public static Handshake meta(Secret... verifyTokens) {
        return new HubChallenge(new Keys(verifyTokens));
    }

    /**
     * WebSub, <a href="https://www.w3.org/TR/websub/#hub-verifies-intent">verification of intent</a>: GET with
     * {@code hub.mode}; what is expected is answered with {@code hub.challenge} as text, anything else with 404.
     * A denial has no challenge and is answered 200.
     *
     * @param expected whether we want that; asked by whoever knows our URL, so compare mode and topic with what you
     *     asked a hub for
     * @return the handshake
     */
    public static Handshake webSub(Predicate<WebSubIntent> expected) {
        return new WebSubVerification(expected);
    }

    /**
     * Zoom, <a href="https://developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint">URL validation</a>: a
     * POST, verified first; the answer is JSON with {@code plainToken} and its HMAC. A token with a colon, which could
     * be a signed message of Zoom, is refused.
     *
     * @param secrets the secret token of the app; the first live one answers
     * @return the handshake
     */
    public static Handshake zoom(Secret... secrets) {
        return new ZoomUrlValidation(new Keys(secrets));
    }

    /**
     * X, <a href="https://docs.x.com/x-api/webhooks/quickstart">challenge-response check</a>: GET with
     * {@code crc_token}; the answer is JSON with its HMAC. A token that could be a message, which is a JSON
     * object, is refused; and so is a message that could be a token.
     *
     * @param consumerSecrets the app's consumer secret; the first live one answers
     * @return the handshake
     */
    public static Handshake x(Secret... consumerSecrets) {
        return new XChallenge(new Keys(consumerSecrets));
    }

    /**
     * Braintree, <a
     * href="https://developer.paypal.com/braintree/docs/guides/webhooks/create">destination verification</a>: GET with
     * {@code bt_challenge}; the answer is the public key and an HMAC under the private key as text. Only 20 to 32 hex
     * digits are answered: anything else could be a payload; and a payload of that form is refused.
     *
     * @param publicKey of the API key
     * @param privateKeys of the same; the first live one answers
     * @return the handshake
     */
    public static Handshake braintree(String publicKey, Secret... privateKeys) {
        return new BraintreeChallenge(publicKey, new Keys(privateKeys));
    }

    /**
     * Dropbox, <a href="https://www.dropbox.com/developers/reference/webhooks">verification request</a>: GET with
     * {@code challenge}, which is the answer as text.
     *
     * @return the handshake
     */
    public static Handshake dropbox() {
        return new EchoedParameter("dropbox", "challenge");
    }

    /**
     * Adobe I/O Events, <a href="https://developer.adobe.com/events/docs/guides/">the challenge request</a>: GET with
     * {@code challenge}, which is the answer as text.
     *
     * @return the handshake
     */
    public static Handshake adobeIo() {
        return new EchoedParameter("adobe-io", "challenge");
    }

    /**
     * Microsoft Graph, <a
     * href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">notification URL validation</a>:
     * POST with {@code validationToken} in the query, which is the answer, decoded, as text. Blanks and
     * {@code : ; , ( ) |} are allowed in it too; it proves nothing and is answered to anybody.
     *
     * @return the handshake
     */
    public static Handshake microsoftGraph() {
        return new GraphValidation();
    }

    /**
     * Okta event hooks, <a href="https://developer.okta.com/docs/concepts/event-hooks/">one-time verification</a>: GET
     * with {@code X-Okta-Verification-Challenge}, verified first by the header that every request of the hook has; the
     * answer is JSON.
     *
     * @return the handshake
     */
    public static Handshake okta() {
        return new OktaVerification();
    }

    /**
     * Twitch EventSub, <a
     * href="https://dev.twitch.tv/docs/eventsub/handling-webhook-events/#responding-to-a-challenge-request">challenge</a>:
     * a POST, verified first; the answer is its {@code challenge} as text.
     *
     * @return the handshake
     */
    public static Handshake twitch() {
        return new TwitchChallenge();
    }

    /**
     * Discord, <a href="https://discord.com/developers/docs/interactions/overview">PING of interactions</a>, answered
     * {@code {"type":1}}, and of <a href="https://discord.com/developers/docs/events/webhook-events">webhook events</a>,
     * answered 204; both verified first.
     *
     * @return the handshake
     */
    public static Handshake discord() {
        return new DiscordPing();
    }

    /**
     * Asana, <a href="https://developers.asana.com/docs/webhooks-guide">the X-Hook-Secret handshake</a>: a POST that
     * brings the secret of all further ones and is answered with the same header field. Who asks first is believed,
     * therefore only while pairing is open; else 404.
     *
     * @param pairing takes the secret
     * @return the handshake
     */
    public static Handshake asana(SecretPairing pairing) {
        return new AsanaPairing(pairing);
    }

    /**
     * monday.com, <a href="https://developer.monday.com/api-reference/reference/webhooks">URL verification</a>: POST of
     * an object with {@code challenge} and nothing else, which is the answer.
     *
     * @return the handshake
     */
    public static Handshake monday() {
        return new MondayChallenge();
    }

    /**
     * eBay, <a
     * href="https://developer.ebay.com/marketplace-account-deletion">marketplace account deletion</a>: GET with
     * {@code challenge_code}; the answer is JSON with SHA-256 over code, token and URL.
     *
     * @param endpoint the https URL, exactly as eBay was given it
     * @param verificationTokens 32 to 80 letters, digits, underscores and dashes; the first live one answers
     * @return the handshake
     */
    public static Handshake ebay(String endpoint, Secret... verificationTokens) {
        return new EbayChallenge(endpoint, new Keys(verificationTokens));
    }

    /**
     * Adobe Acrobat Sign, <a
     * href="https://developer.adobe.com/acrobat-sign/docs/overview/acrobat_sign_events/">verification of intent</a>: GET
     * with {@code X-AdobeSign-ClientId}; ours is answered with the same header field, another 403. Messages need it
     * too: {@code .answer(Receipt.empty(200).with("X-AdobeSign-ClientId", clientId))}.
     *
     * @param clientId of the application that the webhook was made with
     * @return the handshake
     */
    public static Handshake adobeSign(String clientId) {
        return new AdobeSignIntent(clientId);
    }

    /**
     * CloudEvents, <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">abuse
     * protection</a>: OPTIONS with {@code WebHook-Request-Origin}, answered with the origin if it is one of ours, else
     * 403; and with {@code WebHook-Allowed-Rate} if a rate was asked for. {@code WebHook-Request-Callback} is never
     * called: that would be a request to wherever a stranger says.
     *
     * @param ratePerMinute the most requests per minute that are granted
     * @param origins host names of senders, or {@code *} for any
     * @return the handshake
     */
    public static Handshake cloudEvents(int ratePerMinute, String... origins) {
        return new CloudEventsConsent(ratePerMinute, List.of(origins));
    }

    /**
     * Amazon SNS, <a
     * href="https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html">SubscriptionConfirmation</a>: a POST,
     * verified first; its {@code SubscribeURL} is visited when it is of the very host of the topic's region. When that
     * fails the answer is 503, and SNS asks again. Without this handshake a confirmation is an ordinary message.
     * Which topics are ours is for the verifier to say.
     *
     * @param visitor makes the request: {@code HttpsKeyFetcher.of("sns.eu-west-1.amazonaws.com")::fetch} does, for
     *     topics of that region
     * @return the handshake
     */
    public static Handshake sns(SubscriptionVisitor visitor) {
        return new SnsConfirmation(visitor);
    }

    /**
     * HEAD, answered 200: Trello, Mandrill and Intercom ask so whether anybody is there.
     *
     * @return the handshake
     */
    public static Handshake head() {
        return new HeadProbe();
    }
}
