package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Genuine and fresh, as far as the scheme can tell: {@link #signed()} says what it covers.
 *
 * <p>Id and type that live in the body are read when one of them is first asked for, in one pass; until
 * then the verdict keeps the request. Safe for all threads. {@link #toString()} prints scheme and key name
 * only.
 */
public final class Verified implements Verification {
    private final String scheme;
    private final Optional<String> keyName;
    private final Optional<String> id;
    private final Optional<String> eventType;
    private final Optional<Instant> timestamp;
    private final Set<SignedPart> signed;
    private final @Nullable Consumer<MessageDigest> content;
    private final @Nullable FieldReader reader;
    private final @Nullable WebhookRequest request;
    private @Nullable List<Optional<String>> read; // a race reads twice and finds the same

    private Verified(Builder from) {
        scheme = from.scheme;
        keyName = Optional.ofNullable(from.keyName);
        id = from.id;
        eventType = from.eventType;
        timestamp = Optional.ofNullable(from.timestamp);
        signed = from.signed;
        content = from.content;
        reader = from.reader;
        request = from.request;
    }

    /**
     * Starts a verdict.
     *
     * @param scheme the name of the scheme or preset
     * @return the builder
     */
    public static Builder builder(String scheme) {
        return new Builder(scheme);
    }

    /**
     * The scheme that accepted the request.
     *
     * @return its name, such as {@code github}
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Which of the live secrets matched.
     *
     * @return the secret's name; empty for schemes without secrets
     */
    public Optional<String> keyName() {
        return keyName;
    }

    /**
     * The provider's message id, as found; {@link #signed()} tells whether it can be relied on.
     *
     * @return the id exactly as sent, possibly one that the receiver refuses
     */
    public Optional<String> id() {
        return reader == null ? id : idAndType().get(0);
    }

    /**
     * The event type, as found; {@link #signed()} tells whether it can be relied on.
     *
     * @return the event type exactly as sent
     */
    public Optional<String> eventType() {
        return reader == null ? eventType : idAndType().get(1);
    }

    private List<Optional<String>> idAndType() {
        List<Optional<String>> known = read;
        if (known == null) {
            known = reader == null || request == null ? List.of(id, eventType) : reader.read(request);
            read = known;
        }
        return known;
    }

    /**
     * The signed time of sending.
     *
     * @return the time, for schemes that sign one
     */
    public Optional<Instant> timestamp() {
        return timestamp;
    }

    /**
     * What the scheme covers; everything else anybody on the way could have changed.
     *
     * @return the covered parts
     */
    public Set<SignedPart> signed() {
        return signed;
    }

    /**
     * Whether every byte of the body is covered.
     *
     * @return {@code false} for static credentials and for schemes that sign only parts
     */
    public boolean bodyBound() {
        return signed.contains(SignedPart.BODY);
    }

    /**
     * A key made of what was signed, for schemes whose id is not: a replay under another id has the same.
     * Computed on each call, in one pass over the signed bytes.
     *
     * @return SHA-256 of the signed bytes in hex; empty when the scheme asks for none
     */
    public Optional<String> contentKey() {
        if (content == null) {
            return Optional.empty();
        }
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        content.accept(digest);
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    /** What feeds {@link #contentKey()}. */
    Optional<Consumer<MessageDigest>> content() {
        return Optional.ofNullable(content);
    }

    @Override
    public String toString() {
        return "Verified[" + scheme + ", key=" + keyName.orElse("-") + "]";
    }

    /** Collects a verdict. Not thread-safe. */
    public static final class Builder {
        private final String scheme;
        private @Nullable String keyName;
        private Optional<String> id = Optional.empty();
        private Optional<String> eventType = Optional.empty();
        private @Nullable Instant timestamp;
        private Set<SignedPart> signed = Set.of();
        private @Nullable Consumer<MessageDigest> content;
        private @Nullable FieldReader reader;
        private @Nullable WebhookRequest request;

        private Builder(String scheme) {
            this.scheme = scheme;
        }

        /**
         * Which secret matched.
         *
         * @param name the secret's name
         * @return this builder
         */
        public Builder keyName(String name) {
            keyName = name;
            return this;
        }

        /**
         * The provider's message id.
         *
         * @param id as found
         * @return this builder
         */
        public Builder id(Optional<String> id) {
            this.id = id;
            return this;
        }

        /**
         * The event type.
         *
         * @param eventType as found
         * @return this builder
         */
        public Builder eventType(Optional<String> eventType) {
            this.eventType = eventType;
            return this;
        }

        /**
         * The signed time of sending.
         *
         * @param timestamp the time
         * @return this builder
         */
        public Builder timestamp(Instant timestamp) {
            this.timestamp = timestamp;
            return this;
        }

        /**
         * What the scheme covers, added to what was named before.
         *
         * @param parts the covered parts
         * @return this builder
         */
        public Builder signed(Set<SignedPart> parts) {
            if (signed.isEmpty()) {
                signed = Set.copyOf(parts); // no copy of what is immutable
            } else {
                Set<SignedPart> all = new HashSet<>(signed);
                all.addAll(parts);
                signed = Set.copyOf(all);
            }
            return this;
        }

        /** Id and type, in this order, when somebody asks. */
        Builder readLater(FieldReader reader, WebhookRequest request) {
            this.reader = reader;
            this.request = request;
            return this;
        }

        /**
         * Asks for a {@link Verified#contentKey()}.
         *
         * @param feed puts the signed bytes into a digest
         * @return this builder
         */
        public Builder content(Consumer<MessageDigest> feed) {
            content = feed;
            return this;
        }

        /**
         * The verdict.
         *
         * @return the verdict
         */
        public Verified build() {
            return new Verified(this);
        }
    }
}
