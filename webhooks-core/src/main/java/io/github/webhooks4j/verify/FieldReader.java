package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads several fields, with one pass over the body for all that live in JSON. Immutable. */
final class FieldReader {
    private final List<List<MessageField>> fields = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final JsonFields json;

    FieldReader(MessageField... wanted) {
        this(Stream.of(wanted).map(Optional::of).toList());
    }

    /** A field that there is not is always absent. */
    FieldReader(List<Optional<MessageField>> wanted) {
        for (Optional<MessageField> field : wanted) {
            List<MessageField> places = field.map(MessageField::places).orElse(List.of());
            fields.add(places);
            for (MessageField place : places) {
                if (place.place() == MessageField.Place.JSON) {
                    paths.add(place.name());
                }
            }
        }
        json = new JsonFields(paths);
    }

    /** One entry per field, in order. */
    List<Optional<String>> read(WebhookRequest request) {
        @Nullable String[] found = paths.isEmpty() ? new String[0] : json.read(request.body());
        List<Optional<String>> values = new ArrayList<>(fields.size());
        int next = 0;
        for (List<MessageField> places : fields) {
            Optional<String> value = Optional.empty();
            for (MessageField place : places) {
                boolean inJson = place.place() == MessageField.Place.JSON;
                if (value.isEmpty()) {
                    value = inJson ? Optional.ofNullable(found[next]) : single(place.values(request));
                }
                next += inJson ? 1 : 0;
            }
            values.add(value);
        }
        return Collections.unmodifiableList(values);
    }

    private static Optional<String> single(List<String> values) {
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
