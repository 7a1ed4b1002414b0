package io.github.webhooks4j.verify;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Values in a JSON body: never an exception, and what an ordinary parser of the whole text finds, or nothing. */
public final class JsonFieldsFuzz {
    private static final List<String> PATHS = List.of("id", "a.b", "a.b.c", "[0].id", "a[1]", "a[1][0]");
    private static final JsonFields FIELDS = new JsonFields(PATHS);
    private static final ObjectMapper WHOLE = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonFieldsFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String[] found = FIELDS.read(bytes);
        JsonNode root = whole(bytes);
        for (int i = 0; i < PATHS.size(); i++) {
            check(found[i] == null || root != null, "no value in what is no JSON", PATHS.get(i));
            if (root != null) {
                checkValue(found[i], at(root, PATHS.get(i)), PATHS.get(i));
            }
        }
        check(Arrays.equals(found, FIELDS.read(bytes)), "twice the same");
    }

    private static void checkValue(String found, JsonNode expected, String path) {
        if (expected.isTextual() && expected.textValue().length() > JsonFields.MAX_VALUE) {
            check(found.length() == JsonFields.MAX_VALUE + 1, "too long is seen to be too long", path, found.length());
        } else if (expected.isTextual() || expected.isBoolean()) {
            check(expected.asText().equals(found), "what the whole text says", path, found, expected);
        } else if (expected.isNumber()) {
            check(found != null && found.matches("-?[0-9].*"), "a number is its text", path, found, expected);
        } else {
            check(found == null, "nothing but a scalar is a value", path, found, expected);
        }
    }

    /** A number is an element, never a member of that name. */
    private static JsonNode at(JsonNode root, String path) {
        JsonNode node = root;
        for (Object segment : JsonFields.segments(path)) {
            node = segment instanceof Integer index ? node.path(index) : node.path((String) segment);
        }
        return node;
    }

    private static JsonNode whole(byte[] bytes) {
        try {
            JsonNode root = WHOLE.readTree(bytes);
            return root == null || root.isMissingNode() ? null : root;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
