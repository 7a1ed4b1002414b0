package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Headers;

/** Header fields and bodies, of whatever was sent, as the API shows them. */
final class BodyJson {
    private BodyJson() {}

    /** As {@code nameText} when the bytes are UTF-8, else as {@code nameBase64}. */
    static void put(ObjectNode json, String name, byte[] body) {
        Utf8.text(body).ifPresentOrElse(text -> json.put(name + "Text", text), () -> json.put(name + "Base64", body));
    }

    /** An object of arrays: a name may come more than once. */
    static void put(ObjectNode json, String name, Headers headers) {
        ObjectNode fields = json.putObject(name);
        headers.forEach((field, value) -> fields.withArrayProperty(field).add(value));
    }
}
