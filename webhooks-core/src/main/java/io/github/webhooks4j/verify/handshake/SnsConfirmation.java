package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signed {@code SubscriptionConfirmation}, confirmed by visiting its URL: at the one host that the region of the topic
 * says, over https, without user, port or anything else that a URL may hide.
 */
record SnsConfirmation(SubscriptionVisitor visitor) implements Handshake {
    private static final Logger log = LoggerFactory.getLogger(SnsConfirmation.class);

    /** A region begins with two letters: {@code s3-eu-west-1} is a name of buckets. */
    private static final Pattern TOPIC = Pattern.compile(
            "arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]{1,12}){1,3}-[0-9]{1,2}):[0-9]{12}:[A-Za-z0-9_-]{1,256}(?:\\.fifo)?");

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public boolean isVerified() {
        return true;
    }

    @Override
    public boolean concerns(RequestHead head) {
        return head.method().equals("POST");
    }

    @Override
    public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
        List<Optional<String>> read = MessageField.readAll(
                request, MessageField.json("Type"), MessageField.json("TopicArn"), MessageField.json("SubscribeURL"));
        if (read.get(0).filter("SubscriptionConfirmation"::equals).isEmpty()) {
            return Optional.empty();
        }
        Optional<URI> url = read.get(1).flatMap(topic -> read.get(2).flatMap(text -> pinned(topic, text)));
        return url.isEmpty() ? Challenge.refused(HandshakeAnswer.Reason.MALFORMED) : Optional.of(visited(url.get()));
    }

    private HandshakeAnswer visited(URI url) {
        try {
            visitor.visit(url);
            return HandshakeAnswer.empty(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) { // whatever was wrong with it, the sender asks again
            log.debug("subscription not confirmed error={}", e.getClass().getName());
        }
        return new HandshakeAnswer.Refused(HandshakeAnswer.Reason.UNAVAILABLE);
    }

    static Optional<URI> pinned(String topic, String text) {
        Matcher arn = TOPIC.matcher(topic);
        if (!arn.matches()) {
            return Optional.empty();
        }
        String host = "sns." + arn.group(2) + ".amazonaws.com" + (arn.group(1).equals("aws-cn") ? ".cn" : "");
        if (!text.startsWith("https://" + host + "/?")) {
            return Optional.empty();
        }
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        RequestHead asked = RequestHead.of("GET", "/?" + url.getRawQuery(), Headers.empty());
        boolean confirms = host.equals(url.getRawAuthority())
                && url.getRawFragment() == null
                && Challenge.parameter(asked, "Action")
                        .filter("ConfirmSubscription"::equals)
                        .isPresent()
                && Challenge.parameter(asked, "TopicArn").filter(topic::equals).isPresent();
        return confirms ? Optional.of(url) : Optional.empty();
    }
}
