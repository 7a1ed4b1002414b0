package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON object from outside. Values are asked for by key and type; whatever is wrong with it is collected, and told
 * by {@link #check()} all at once.
 */
final class JsonBody {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final int LONGEST_KEY_TOLD = 100;

    private final Map<String, JsonNode> values = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Optional<byte[]> raw = Optional.empty();

    private JsonBody() {}

    static JsonBody empty() {
        return new JsonBody();
    }

    /**
     * Reads the bytes.
     *
     * @param known the keys that may be there
     * @param rawKey one more key, whose value is kept as bytes
     * @throws RefusedCall when they are no JSON object in UTF-8
     */
    static JsonBody of(byte[] bytes, Set<String> known, Optional<String> rawKey) throws RefusedCall {
        if (!isPlainUtf8(bytes)) {
            throw RefusedCall.of(Problem.BAD_REQUEST, "the body is no JSON in UTF-8");
        }
        JsonBody body = new JsonBody();
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            if (isObject) {
                body.readMembers(parser, bytes, known, rawKey);
            } else {
                body.faults.add("the body must be a JSON object");
                parser.skipChildren();
            }
            if (!parser.hasCurrentToken() || parser.nextToken() != null) {
                throw RefusedCall.of(Problem.BAD_REQUEST, "the body is not one JSON value");
            }
        } catch (IOException e) {
            throw RefusedCall.of(Problem.BAD_REQUEST, "the body is malformed JSON");
        }
        return body;
    }

    /** Without NUL and byte order mark, which no JSON has, a parser takes it for nothing but UTF-8. */
    private static boolean isPlainUtf8(byte[] bytes) {
        Optional<String> text = Utf8.text(bytes);
        return text.isPresent() && text.get().indexOf('\0') < 0 && !text.get().startsWith("\ufeff");
    }

    private void readMembers(JsonParser parser, byte[] bytes, Set<String> known, Optional<String> rawKey)
            throws IOException {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (!seen.add(key)) {
                faults.add("key '" + shown(key) + "' is given twice");
            }
            if (rawKey.filter(key::equals).isPresent()) {
                raw = Optional.of(slice(parser, bytes));
            } else if (known.contains(key)) {
                values.put(key, MAPPER.readTree(parser));
            } else {
                faults.add("key '" + shown(key) + "' is unknown");
                parser.skipChildren();
            }
        }
    }

    private static String shown(String key) {
        return key.length() > LONGEST_KEY_TOLD ? key.substring(0, LONGEST_KEY_TOLD) + "…" : key;
    }

    /** The bytes of the current value, exactly. */
    private static byte[] slice(JsonParser parser, byte[] bytes) throws IOException {
        long start = parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        return Arrays.copyOfRange(
                bytes, (int) start, (int) parser.currentLocation().getByteOffset());
    }

    /** The bytes of the raw key's value. */
    Optional<byte[]> raw() {
        return raw;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> text(String key) {
        Optional<JsonNode> value = value(key);
        if (value.filter(found -> !found.isTextual()).isPresent()) {
            faults.add(key + " must be a string");
        }
        return value.filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** The text, or a fault and an empty one. */
    String requiredText(String key) {
        if (!has(key)) {
            fault(key + " is missing");
        }
        return text(key).orElse("");
    }

    Optional<Integer> number(String key) {
        Optional<JsonNode> value = value(key);
        if (value.filter(found -> !isInt(found)).isPresent()) {
            faults.add(key + " must be a whole number");
        }
        return value.filter(JsonBody::isInt).map(JsonNode::intValue);
    }

    private static boolean isInt(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt();
    }

    /** The texts; empty when the key is not there. */
    Optional<List<String>> texts(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        boolean good = value.get().isArray();
        for (JsonNode element : value.get()) {
            good &= element.isTextual();
            texts.add(element.asText());
        }
        if (!good) {
            faults.add(key + " must be an array of strings");
        }
        return Optional.of(texts);
    }

    /** Names and texts; empty when the key is not there. */
    Optional<Map<String, String>> textsByName(String key) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        boolean good = value.get().isObject();
        for (Map.Entry<String, JsonNode> member : value.get().properties()) {
            good &= member.getValue().isTextual();
            texts.put(member.getKey(), member.getValue().asText());
        }
        if (!good) {
            faults.add(key + " must be an object of strings");
        }
        return Optional.of(texts);
    }

    private Optional<JsonNode> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    void fault(String text) {
        faults.add(text);
    }

    /** Ends the call when anything was wrong so far. */
    void check() throws RefusedCall {
        if (!faults.isEmpty()) {
            throw RefusedCall.faults(faults);
        }
    }
}
