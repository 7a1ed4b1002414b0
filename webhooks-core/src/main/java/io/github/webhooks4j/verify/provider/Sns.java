package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import io.github.webhooks4j.verify.key.KeyFetcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS subscriptions of Amazon SNS, as its documentation
 * <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying the signatures of
 * Amazon SNS messages</a> has it.
 *
 * <p>The body is JSON, whatever its content type says, and carries its own signature: RSA with SHA-256
 * ({@code SignatureVersion} 2; version 1, with SHA-1, only where it is allowed) over the members {@code Message},
 * {@code MessageId}, {@code Subject}, {@code Timestamp}, {@code TopicArn} and {@code Type}, or {@code SubscribeURL} and
 * {@code Token} in place of the subject. The certificate comes from {@code SigningCertURL}, which must be a certificate
 * at the SNS host of the topic's own region, and bears the name of SNS there; the topic must be one of those named.
 * <b>Not signed:</b> every other member, {@code MessageAttributes} and {@code UnsubscribeURL} among them, and all
 * header fields; {@code bodyBound()} is {@code false} for that. Raw delivery is not signed at all and rejected.
 *
 * <p>The message id is {@code MessageId}, the event type is {@code Type}: {@code Notification},
 * {@code SubscriptionConfirmation} or {@code UnsubscribeConfirmation}; {@link SnsSubscription} tells how to confirm.
 * A message is accepted up to {@link #DEFAULT_MAX_AGE} after its {@code Timestamp}, within which repeats are told by
 * their id.
 */
public final class Sns {
    /** How old a message may be: 4 days, shorter than the shortest retention without a warning. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(4);

    private Sns() {}

    /**
     * Verifies messages of these topics.
     *
     * @param topicArn the ARN of a topic
     * @param more further topics
     * @return the verifier; it fetches certificates of SNS
     * @throws IllegalArgumentException when an ARN is none of a topic
     */
    public static Verifier verifier(String topicArn, String... more) {
        return builder(topicArn, more).build();
    }

    /**
     * Starts a verifier of messages of these topics.
     *
     * @param topicArn the ARN of a topic
     * @param more further topics
     * @return the builder
     */
    public static Builder builder(String topicArn, String... more) {
        return new Builder(Stream.concat(Stream.of(topicArn), Stream.of(more)).toList());
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {
        private final List<String> arns;
        private boolean version1;
        private Duration maxAge = DEFAULT_MAX_AGE;
        private @Nullable KeyFetcher fetcher;

        private Builder(List<String> arns) {
            this.arns = arns;
        }

        /**
         * Accepts {@code SignatureVersion} 1 too, with SHA-1, for topics that have not been changed to version 2.
         *
         * @return this builder
         */
        public Builder allowVersion1() {
            version1 = true;
            return this;
        }

        /**
         * How old a message may be.
         *
         * @param longest positive; by default {@link Sns#DEFAULT_MAX_AGE}
         * @return this builder
         */
        public Builder maxAge(Duration longest) {
            maxAge = longest;
            return this;
        }

        /**
         * Gets certificates another way.
         *
         * @param fetcher asked only for addresses at the SNS hosts of the topics' regions
         * @return this builder
         */
        public Builder fetcher(KeyFetcher fetcher) {
            this.fetcher = fetcher;
            return this;
        }

        /**
         * The verifier.
         *
         * @return the verifier
         * @throws IllegalArgumentException naming every fault
         */
        public Verifier build() {
            List<String> faults = new ArrayList<>();
            Map<String, SnsTopic> topics = new TreeMap<>();
            for (String arn : arns) {
                SnsTopic.parse(arn)
                        .ifPresentOrElse(
                                topic -> topics.put(arn, topic),
                                () -> faults.add("'" + arn + "' is no ARN of a topic in a region this library knows"));
            }
            if (maxAge.isNegative() || maxAge.isZero()) {
                faults.add("maxAge is " + maxAge + " but must be positive");
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("sns: " + String.join("; ", faults));
            }
            KeyFetcher given = fetcher;
            String[] hosts =
                    topics.values().stream().map(SnsTopic::host).distinct().toArray(String[]::new);
            return new SnsVerifier(topics, version1, maxAge, given == null ? HttpsKeyFetcher.of(hosts) : given);
        }
    }
}
