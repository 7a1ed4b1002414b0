package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.BatchCredentialVerifier;
import io.github.webhooks4j.verify.Verifier;

/**
 * Microsoft Graph change notifications without resource data:
 * <a href="https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks">Receive change
 * notifications through webhooks</a>.
 *
 * <p>Every element of the JSON array {@code value} must carry the {@code clientState} that was given when the
 * subscription was made. <b>Nothing is signed:</b> whoever sees one request can send others with any body, and a
 * repeat <em>cannot</em> be told; {@code clientState} is stored with the body. One body may hold several
 * notifications, so there is neither id nor event type.
 *
 * <p>An element whose {@code changeType} begins with {@code Validation:} is one that Graph sends to Event Hubs, never
 * here. It carries no client state of yours, so a request with one is refused.
 *
 * <p>The {@code validationToken} that Graph asks to have echoed is switched on by {@link
 * io.github.webhooks4j.verify.handshake.Handshakes#microsoftGraph}. The {@code validationTokens} of notifications with
 * resource data are not looked at.
 */
public final class MicrosoftGraph {
    /** The longest client state that Graph takes: 128 characters. */
    private static final int MOST_CHARACTERS = 128;

    private MicrosoftGraph() {}

    /**
     * Accepts requests all of whose notifications carry a client state.
     *
     * @param current the client state of new subscriptions
     * @param previous those of older subscriptions
     * @return the verifier
     * @throws IllegalArgumentException for one of more than 128 characters
     */
    public static Verifier verifier(Secret current, Secret... previous) {
        check(current);
        for (Secret secret : previous) {
            check(secret);
        }
        return BatchCredentialVerifier.of("microsoft-graph", "value", "clientState", current, previous);
    }

    private static void check(Secret secret) {
        if (secret.reveal().length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("microsoft-graph: secret " + secret.name() + " has more than "
                    + MOST_CHARACTERS + " characters, which no clientState has");
        }
    }
}
