package io.github.webhooks4j.jdbc.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.send.SealedSecret;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small values as JSON text. What cannot be read throws, and the exception shows nothing of the text. */
final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    static String strings(List<String> values) {
        ArrayNode array = JSON.createArrayNode();
        values.forEach(array::add);
        return array.toString();
    }

    static List<String> readStrings(String text) {
        List<String> values = new ArrayList<>();
        array(read(text)).forEach(value -> values.add(string(value)));
        return values;
    }

    static String secrets(List<SealedSecret> secrets) {
        ArrayNode array = JSON.createArrayNode();
        for (SealedSecret secret : secrets) {
            ObjectNode node = array.addObject();
            node.put("sealed", secret.sealed());
            node.put("created", secret.createdAt().toString());
            secret.notAfter().ifPresent(end -> node.put("until", end.toString()));
        }
        return array.toString();
    }

    static List<SealedSecret> readSecrets(String text) {
        List<SealedSecret> secrets = new ArrayList<>();
        for (JsonNode node : array(read(text))) {
            @Nullable JsonNode until = node.get("until");
            secrets.add(new SealedSecret(
                    string(node.path("sealed")),
                    Instant.parse(string(node.path("created"))),
                    until == null ? Optional.empty() : Optional.of(Instant.parse(string(until)))));
        }
        return secrets;
    }

    static String schedule(RetrySchedule schedule) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode delays = node.putArray("delays");
        schedule.delays().forEach(delay -> delays.add(delay.toString()));
        node.put("jitter", schedule.jitter());
        return node.toString();
    }

    static RetrySchedule readSchedule(String text) {
        JsonNode node = read(text);
        List<Duration> delays = new ArrayList<>();
        for (JsonNode delay : array(node.path("delays"))) {
            delays.add(Duration.parse(string(delay)));
        }
        if (!node.path("jitter").isNumber()) {
            throw new IllegalStateException("the jitter is no number");
        }
        return RetrySchedule.of(delays).withJitter(node.path("jitter").doubleValue());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored text is no JSON");
        }
    }

    private static JsonNode array(JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalStateException("stored text is no JSON array");
        }
        return node;
    }

    private static String string(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalStateException("stored JSON has no string where one belongs");
        }
        return node.textValue();
    }
}
