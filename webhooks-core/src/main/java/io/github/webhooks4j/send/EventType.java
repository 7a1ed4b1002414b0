package io.github.webhooks4j.send;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A declared event type, for the people who subscribe to it.
 *
 * @param name such as {@code order.paid}: words of letters, digits, {@code _} and {@code -} between dots, at most
 *     128 characters
 * @param description what it means and when it is sent, possibly empty
 * @param version of its payload, such as {@code 1}
 * @param sample an example of its payload, if there is one
 */
public record EventType(String name, String description, String version, Optional<String> sample) {
    /** The version of a type that names none: {@value}. */
    public static final String DEFAULT_VERSION = "1";

    private static final int MAX_NAME = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /**
     * Checks the name.
     *
     * @param name its name
     * @param description what it means and when it is sent
     * @param version of its payload
     * @param sample an example of its payload
     * @throws IllegalArgumentException for a name of another form
     */
    public EventType {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("event type is '" + name + "' but must be words of letters, digits,"
                    + " '_' and '-' between dots, at most " + MAX_NAME + " characters");
        }
        requireNonNull(description, "description");
        requireNonNull(version, "version");
        requireNonNull(sample, "sample");
    }

    /**
     * A type by its name alone.
     *
     * @param name its name
     * @return the type, without description and sample, of version {@value #DEFAULT_VERSION}
     * @throws IllegalArgumentException for a name of another form
     */
    public static EventType of(String name) {
        return new EventType(name, "", DEFAULT_VERSION, Optional.empty());
    }

    /**
     * A copy with a description.
     *
     * @param value what it means and when it is sent
     * @return the copy
     */
    public EventType description(String value) {
        return new EventType(name, value, version, sample);
    }

    /**
     * A copy with a version.
     *
     * @param value of its payload
     * @return the copy
     */
    public EventType version(String value) {
        return new EventType(name, description, value, sample);
    }

    /**
     * A copy with a sample payload.
     *
     * @param value an example
     * @return the copy
     */
    public EventType sample(String value) {
        return new EventType(name, description, version, Optional.of(value));
    }
}
