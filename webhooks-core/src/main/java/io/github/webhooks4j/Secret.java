package io.github.webhooks4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret that two parties share, as the text that a person copies from a provider's page. How it becomes
 * a key (its UTF-8 bytes, Base64, hex) belongs to the scheme, which refuses a text that decodes to nothing.
 *
 * <p>Never empty or blank; under {@value #SHORT_BYTES} bytes one warning is logged and it is used all the
 * same, for providers and users do choose short ones. Never printed: {@link #toString()} shows its name.
 *
 * <p>Immutable. Two secrets are equal when text, name and expiry are; the texts are compared in constant time.
 */
public final class Secret {
    /** Secrets shorter than this many bytes, as text or once decoded to a key, are warned about: 16. */
    public static final int SHORT_BYTES = 16;

    private static final Logger log = LoggerFactory.getLogger(Secret.class);

    private final String text;
    private final String name;
    private final Optional<Instant> notAfter;

    private Secret(String text, String name, Optional<Instant> notAfter) {
        this.text = text;
        this.name = name;
        this.notAfter = notAfter;
    }

    /**
     * A secret from its text.
     *
     * @param text the secret exactly as the other party has it
     * @return the secret, named {@code secret}
     * @throws IllegalArgumentException when it is empty or blank
     */
    public static Secret of(String text) {
        return checked(text, "secret");
    }

    /**
     * A secret from an environment variable.
     *
     * @param variable the variable's name, which becomes the secret's name
     * @return the secret
     * @throws IllegalArgumentException when the variable is missing, empty or blank
     */
    public static Secret env(String variable) {
        String text = System.getenv(variable);
        if (text == null) {
            throw new IllegalArgumentException("environment variable " + variable + " holds no secret: it is not set");
        }
        return checked(text, variable);
    }

    /**
     * A secret from a file, such as one that a container platform mounts. One line end at the end of the
     * file does not belong to it.
     *
     * @param file read once, as UTF-8; its last path element becomes the secret's name
     * @return the secret
     * @throws IllegalArgumentException when the file cannot be read as UTF-8, is empty or blank
     */
    public static Secret file(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "file" : last.toString();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("secret file " + name + " cannot be read", e);
        }
        if (text.endsWith("\n")) {
            text = text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
        }
        return checked(text, name);
    }

    private static Secret checked(String text, String name) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("secret " + name + " is " + (text.isEmpty() ? "empty" : "blank"));
        }
        if (text.getBytes(StandardCharsets.UTF_8).length < SHORT_BYTES) {
            log.warn("secret is short name={} bytes<{}", name, SHORT_BYTES);
        }
        return new Secret(text, name, Optional.empty());
    }

    /**
     * A copy under another name. The name is what verdicts, logs and metrics show to tell which of several
     * live secrets matched.
     *
     * @param name not blank, and not the secret itself
     * @return the copy
     */
    public Secret named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a secret's name is blank");
        }
        return new Secret(text, name, notAfter);
    }

    /**
     * A copy that is accepted up to an instant, for rotation.
     *
     * @param last the last instant at which it is still accepted
     * @return the copy
     */
    public Secret notAfter(Instant last) {
        return new Secret(text, name, Optional.of(last));
    }

    /**
     * Whether it is still accepted.
     *
     * @param now the time to ask about
     * @return {@code false} after the instant given to {@link #notAfter(Instant)}
     */
    public boolean isLive(Instant now) {
        return notAfter.isEmpty() || !now.isAfter(notAfter.get());
    }

    /**
     * The name that tells it from others; safe to log.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The secret itself, for who must have it: a key, a user who is shown it once.
     *
     * @return the text; never log it
     */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && name.equals(that.name)
                && notAfter.equals(that.notAfter)
                && java.security.MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
