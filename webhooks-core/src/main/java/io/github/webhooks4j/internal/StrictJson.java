package io.github.webhooks4j.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads JSON that nobody has vouched for yet, because the signature is inside: at most 100 levels deep, no key
 * twice in one object, nothing behind the end. Whoever reads it later could understand a doubled key otherwise.
 */
public final class StrictJson {
    private static final int MAX_DEPTH = 100;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * Reads a whole text.
     *
     * @param body its bytes, bounded by whoever received them
     * @return the value; empty for anything that is not well-formed within the limits
     */
    public static Optional<JsonNode> read(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException | RuntimeException e) { // what a sender wrote is no reason to fail
            return Optional.empty();
        }
    }

    /**
     * The text of a scalar: strings as they are, {@code true} and {@code false}, whole numbers. Other numbers
     * have more than one spelling, so they are none.
     *
     * @param node a value, or a missing one
     * @return the text; empty for what is no such scalar
     */
    public static Optional<String> scalar(JsonNode node) {
        boolean plain =
                (node.isTextual() && Utf8.canWrite(node.textValue())) || node.isBoolean() || node.isIntegralNumber();
        return plain ? Optional.of(node.asText()) : Optional.empty();
    }
}
