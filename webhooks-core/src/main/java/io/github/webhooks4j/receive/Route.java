package io.github.webhooks4j.receive;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.EventTypePattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One registered handler: which event types it takes, and how its payload is read. */
final class Route<T> {
    /** Reads a message's payload as what the handler takes. */
    @FunctionalInterface
    interface Payload<T> {
        T of(Message message) throws Exception;
    }

    private final EventTypePattern pattern;
    private final Payload<T> payload;
    private final Handler<T> handler;

    Route(EventTypePattern pattern, Payload<T> payload, Handler<T> handler) {
        this.pattern = pattern;
        this.payload = payload;
        this.handler = handler;
    }

    /** A message without a type is taken by handlers of any type only. */
    boolean takes(Optional<String> eventType) {
        return eventType.map(pattern::matches).orElse(pattern.equals(EventTypePattern.any()));
    }

    Optional<Class<? extends UnitOfWork>> unitOfWorkType() {
        return handler instanceof UnitOfWorkHandler<T> shared ? Optional.of(shared.unitOfWorkType()) : Optional.empty();
    }

    void run(Message message, @Nullable UnitOfWork unit) throws Exception {
        Received<T> received = new Received<>(message, payload.of(message));
        if (handler instanceof UnitOfWorkHandler<T> shared) {
            if (unit == null) {
                throw new IllegalStateException("a unit of work is needed");
            }
            shared.handle(received, unit);
        } else {
            handler.handle(received);
        }
    }

    /** What needs no reader is handed over as it is; everything else is read as the type. */
    static <T> Payload<T> payloadAs(Class<T> type, PayloadReader payloads) {
        if (type == Message.class) {
            return message -> type.cast(message);
        } else if (type == byte[].class) {
            return message -> type.cast(message.body());
        } else if (type == JsonNode.class) {
            return message -> type.cast(message.json());
        } else if (type == String.class) {
            return message -> type.cast(
                    message.text().orElseThrow(() -> new PayloadException("the body is not UTF-8 text", null)));
        }
        return readBy(body -> payloads.read(body, type), type.getSimpleName());
    }

    /** Whatever a reader throws may quote the body; only what failed is told. */
    static <T> Payload<T> readBy(BodyReader<T> reader, String what) {
        return message -> {
            try {
                return reader.read(message.body());
            } catch (PayloadException e) {
                throw e;
            } catch (Exception e) {
                throw PayloadViews.unreadable(what, e);
            }
        };
    }
}
