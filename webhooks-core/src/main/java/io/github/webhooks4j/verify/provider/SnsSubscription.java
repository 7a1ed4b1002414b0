package io.github.webhooks4j.verify.provider;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a subscription of Amazon SNS is confirmed: by one GET of the address in the message of type
 * {@value #EVENT_TYPE}. Whoever gets it subscribes this receiver, so it is asked only of messages that a verifier of
 * {@link Sns} found genuine, and only where confirming without a person is wanted.
 */
public final class SnsSubscription {
    /** The event type of a message that asks for a confirmation: {@value}. */
    public static final String EVENT_TYPE = "SubscriptionConfirmation";

    private SnsSubscription() {}

    /**
     * The address that confirms.
     *
     * @param body the body of a message that was verified
     * @return the address, on the SNS host of the topic's own region, which confirms this topic with this message's
     *     token and does nothing else; empty when the message asks for none, or its address is any other
     */
    public static Optional<URI> confirmAddress(byte[] body) {
        SnsMessage message = SnsMessage.read(body);
        if (message == null || !message.isConfirmation()) {
            return Optional.empty();
        }
        String url = message.text("SubscribeURL");
        return SnsTopic.parse(message.text("TopicArn"))
                .map(topic -> "https://" + topic.host() + "/?")
                .filter(url::startsWith)
                .filter(start -> confirms(url.substring(start.length()), message))
                .map(start -> URI.create(url));
    }

    private static boolean confirms(String query, SnsMessage message) {
        if (!query.matches("[-_.~%:=&A-Za-z0-9]+")) {
            return false;
        }
        Set<String> wanted = new TreeSet<>(Set.of(
                "Action=ConfirmSubscription",
                "TopicArn=" + message.text("TopicArn"),
                "Token=" + message.text("Token")));
        try {
            for (String pair : query.split("&", -1)) {
                if (!wanted.remove(URLDecoder.decode(pair, StandardCharsets.UTF_8))) {
                    return false;
                }
            }
        } catch (IllegalArgumentException e) {
            return false;
        }
        return wanted.isEmpty();
    }
}
