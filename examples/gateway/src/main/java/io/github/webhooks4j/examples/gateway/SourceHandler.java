package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.jdbc.JdbcHandlers;
import io.github.webhooks4j.jdbc.JdbcWebhooks;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageHandler;
import io.github.webhooks4j.receive.SourceBuilder;
import io.github.webhooks4j.send.Event;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a source does with its messages. */
sealed interface SourceHandler {
    /** The event type that it publishes, if it does. */
    Optional<String> publishedType();

    void addTo(SourceBuilder source, String name, JdbcWebhooks webhooks);

    /** Runs code that has nothing to do with the database. */
    record Running(MessageHandler handler) implements SourceHandler {
        @Override
        public Optional<String> publishedType() {
            return Optional.empty();
        }

        @Override
        public void addTo(SourceBuilder source, String name, JdbcWebhooks webhooks) {
            source.onAny(handler);
        }
    }

    /**
     * Publishes the payload as an event of the source's name as owner, in the transaction that marks the message
     * handled: one event per message, whatever crashes.
     */
    record Publishing(String type) implements SourceHandler {
        private static final Pattern MEDIA_TYPE =
                Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}( *;[ -~]{0,100})?");

        @Override
        public Optional<String> publishedType() {
            return Optional.of(type);
        }

        @Override
        public void addTo(SourceBuilder source, String name, JdbcWebhooks webhooks) {
            source.onAny(
                    Message.class,
                    JdbcHandlers.inTransaction(
                            (received, connection) -> webhooks.publish(connection, event(received.message(), name))));
        }

        private Event event(Message message, String owner) {
            String contentType = message.headers()
                    .first("Content-Type")
                    .filter(value -> MEDIA_TYPE.matcher(value).matches())
                    .orElse("application/octet-stream");
            return Event.ofBytes(type, contentType, message.body()).owner(owner);
        }
    }
}
