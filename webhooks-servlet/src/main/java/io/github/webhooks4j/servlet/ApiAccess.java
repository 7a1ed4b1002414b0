package io.github.webhooks4j.servlet;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What a caller of the management API may do. */
public sealed interface ApiAccess {
    /** Nothing: the caller is answered 401. */
    record Denied() implements ApiAccess {}

    /**
     * Every call, on everything or on what one owner has.
     *
     * @param name who is calling, for the log at debug level; not blank
     * @param onlyOwner the one owner whose endpoints, events and deliveries are there for the caller; empty for all
     *     owners, and for the received messages
     */
    record Granted(String name, Optional<String> onlyOwner) implements ApiAccess {
        /**
         * Checks the texts.
         *
         * @param name who is calling
         * @param onlyOwner the one owner
         * @throws IllegalArgumentException when one is blank
         */
        public Granted {
            requireNonNull(onlyOwner, "onlyOwner");
            if (name.isBlank() || onlyOwner.filter(String::isBlank).isPresent()) {
                throw new IllegalArgumentException("neither the name of a caller nor its owner may be blank");
            }
        }
    }

    /**
     * Access to what every owner has, and to the received messages.
     *
     * @param name who is calling
     * @return the access
     * @throws IllegalArgumentException for a blank name
     */
    static Granted everything(String name) {
        return new Granted(name, Optional.empty());
    }

    /**
     * Access to what one owner has.
     *
     * @param name who is calling
     * @param owner the owner
     * @return the access
     * @throws IllegalArgumentException for a blank text
     */
    static Granted ofOwner(String name, String owner) {
        return new Granted(name, Optional.of(owner));
    }
}
