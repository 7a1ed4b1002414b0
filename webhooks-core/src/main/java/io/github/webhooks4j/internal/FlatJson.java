package io.github.webhooks4j.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object: texts, numbers, booleans and lists of texts; anything else is known by its name
 * only. A doubled member makes it no object at all, for two readers could each mean another one.
 */
public final class FlatJson {
    private static final int MAX_DEPTH = 100;
    private static final Object OTHER = new Object();
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final Map<String, Object> members = new HashMap<>();

    /** A number as it is written. */
    private record NumberText(String text) {}

    private FlatJson() {}

    /**
     * Reads an object. Never throws.
     *
     * @param utf8 the text
     * @return the object; {@code null} for what is none
     */
    public static @Nullable FlatJson read(byte[] utf8) {
        FlatJson json = new FlatJson();
        try (JsonParser parser = JSON.createParser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                json.members.put(name, value(parser));
            }
            return parser.nextToken() == null ? json : null;
        } catch (IOException | RuntimeException e) { // what a sender wrote is no object, whatever is wrong with it
            return null;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> Utf8.canWrite(parser.getText()) ? parser.getText() : OTHER;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberText(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> texts(parser);
            default -> {
                parser.skipChildren();
                yield OTHER;
            }
        };
    }

    private static Object texts(JsonParser parser) throws IOException {
        List<String> texts = new ArrayList<>();
        boolean onlyTexts = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                texts.add(parser.getText());
            } else {
                onlyTexts = false;
                parser.skipChildren();
            }
        }
        return onlyTexts ? texts : OTHER;
    }

    /**
     * Whether a member is there, of whatever kind.
     *
     * @param name its name
     * @return whether it is there
     */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * A member that is a text.
     *
     * @param name its name
     * @return the text; empty for anything else
     */
    public Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A member that is a list of texts, or one text.
     *
     * @param name its name
     * @return the texts; none for anything else
     */
    public List<String> texts(String name) {
        Object value = members.get(name);
        if (value instanceof List<?> list) {
            return list.stream().map(String.class::cast).toList();
        }
        return value instanceof String text ? List.of(text) : List.of();
    }

    /**
     * A member that is a number.
     *
     * @param name its name
     * @return the number as it is written; empty for anything else
     */
    public Optional<String> number(String name) {
        return members.get(name) instanceof NumberText number ? Optional.of(number.text) : Optional.empty();
    }

    /**
     * Whether a member is {@code true}.
     *
     * @param name its name
     * @return whether it is
     */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }
}
