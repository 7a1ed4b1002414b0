package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.verify.MessageField;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A place in a message as options name it: {@code header:X-Id}, {@code query:id}, {@code form:id}, {@code json:a.b}.
 */
final class PlaceOption {
    private static final Map<String, Function<String, MessageField>> PLACES = Map.of(
            "header", MessageField::header,
            "json", MessageField::json,
            "query", MessageField::query,
            "form", MessageField::form);

    private PlaceOption() {}

    /** Absent when the text names none. */
    static Optional<MessageField> read(String text) {
        int colon = text.indexOf(':');
        Function<String, MessageField> place = colon < 0 ? null : PLACES.get(text.substring(0, colon));
        try {
            return place == null ? Optional.empty() : Optional.of(place.apply(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What such a text looks like, for messages. */
    static String fault(String option, String text) {
        return "option " + option + " is " + text + " but must be such as header:X-Id or json:event.id";
    }
}
