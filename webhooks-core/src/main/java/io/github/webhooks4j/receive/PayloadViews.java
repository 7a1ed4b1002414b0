package io.github.webhooks4j.receive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The views of a payload: strict UTF-8 text, JSON, and name=value pairs. */
final class PayloadViews {
    /** Never quotes its input in an error; refuses trailing data; ignores properties that a class does not have. */
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PayloadViews() {}

    static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static <T> T read(byte[] body, Class<T> type) throws IOException {
        return MAPPER.readValue(body, type);
    }

    static JsonNode json(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree.isMissingNode()) {
                throw new PayloadException("the body is no JSON: it is empty", null);
            }
            return tree;
        } catch (IOException e) {
            throw unreadable("JSON", e);
        }
    }

    /** Jackson's own text may quote the input, so only the kind of failure and its place are told. */
    static PayloadException unreadable(String what, Exception e) {
        String place = "";
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            place = " at byte " + json.getLocation().getByteOffset();
        }
        return new PayloadException(
                "the body cannot be read as " + what + ": " + e.getClass().getSimpleName() + place, null);
    }

    /** The decoded name of one {@code name=value} pair. */
    static String decodedName(String pair) {
        int mark = pair.indexOf('=');
        return decode(mark < 0 ? pair : pair.substring(0, mark));
    }

    static List<String> parameters(String pairs, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : pairs.split("&", -1)) {
            if (!pair.isEmpty() && decodedName(pair).equals(name)) {
                int mark = pair.indexOf('=');
                values.add(mark < 0 ? "" : decode(pair.substring(mark + 1)));
            }
        }
        return values;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded; // not an encoding at all: then the text stands for itself
        }
    }
}
