package io.github.webhooks4j.send;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.internal.TimeOrderedId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From what an application publishes to what is stored: checked, with its payload written once. */
final class EventPreparation {
    private static final int MAX_TAGS = 10;
    private static final int MAX_TAG = 100;

    private final SendSettings settings;
    private final Clock clock;

    EventPreparation(SendSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    NewEvent prepare(Event event) {
        return prepare(event, Optional.empty());
    }

    NewEvent prepare(Event event, Optional<UUID> onlyTo) {
        Optional<String> owner = event.owner().or(() -> settings.defaultOwner);
        List<String> faults = faults(event, owner);
        byte[] bytes = bytes(event, faults);
        if (!faults.isEmpty()) {
            throw refused(faults, null);
        }
        return new NewEvent(
                TimeOrderedId.at(clock.instant()),
                event.type(),
                owner.orElseThrow(),
                event.contentType(),
                bytes,
                event.tags(),
                event.idempotencyKey(),
                onlyTo,
                settings.keepUnheard);
    }

    private List<String> faults(Event event, Optional<String> owner) {
        List<String> faults = new ArrayList<>();
        settings.eventTypes.fault(event.type()).ifPresent(faults::add);
        if (owner.isEmpty()) {
            faults.add("it has no owner, and the sender no default owner");
        }
        owner.flatMap(Texts::nameFault).ifPresent(fault -> faults.add("owner " + fault));
        event.idempotencyKey().flatMap(Texts::nameFault).ifPresent(fault -> faults.add("idempotency key " + fault));
        Texts.contentTypeFault(event.contentType()).ifPresent(faults::add);
        if (event.tags().size() > MAX_TAGS) {
            faults.add("it has " + event.tags().size() + " tags but at most " + MAX_TAGS + " are kept");
        }
        if (event.tags().stream()
                .anyMatch(tag -> tag.length() > MAX_TAG || Texts.nameFault(tag).isPresent())) {
            faults.add("a tag must be 1 to " + MAX_TAG + " printable characters");
        }
        return faults;
    }

    /** The payload as it is sent; when there are too many bytes, that is one fault more. */
    private byte[] bytes(Event event, List<String> faults) {
        byte[] bytes;
        if (event.payload() instanceof byte[] raw) {
            bytes = raw;
        } else {
            try {
                bytes = requireNonNull(settings.payloadWriter.write(event.payload()), "the writer wrote nothing");
            } catch (Exception e) {
                faults.add("its payload cannot be written, a "
                        + event.payload().getClass().getName());
                throw refused(faults, e);
            }
        }
        if (bytes.length > settings.maxPayload) {
            faults.add(
                    "its payload has " + bytes.length + " bytes but at most " + settings.maxPayload + " are allowed");
        }
        return bytes;
    }

    private static IllegalArgumentException refused(List<String> faults, @Nullable Exception cause) {
        return new IllegalArgumentException("event is not published: " + String.join("; ", faults), cause);
    }
}
