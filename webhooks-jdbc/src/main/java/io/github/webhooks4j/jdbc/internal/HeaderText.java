package io.github.webhooks4j.jdbc.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.webhooks4j.Headers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Header fields as JSON text, {@code [["name","value"],…]}: the order and repeated names are kept. */
final class HeaderText {
    private static final JsonFactory JSON = new JsonFactory();

    private HeaderText() {}

    static String write(Headers headers) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            headers.forEach((name, value) -> writeField(json, name, value));
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeField(JsonGenerator json, String name, String value) {
        try {
            json.writeStartArray();
            json.writeString(name);
            json.writeString(SafeText.of(value));
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Headers read(String text) {
        Headers.Builder headers = Headers.builder();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                String name = json.nextTextValue();
                headers.add(name, json.nextTextValue());
                json.nextToken();
            }
        } catch (IOException e) {
            throw new IllegalStateException("stored headers are no JSON", e);
        }
        return headers.build();
    }
}
