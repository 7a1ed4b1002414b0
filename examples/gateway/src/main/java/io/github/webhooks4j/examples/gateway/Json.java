package io.github.webhooks4j.examples.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes JSON answers. */
final class Json {
    static final String CONTENT_TYPE = "application/json";

    private Json() {}

    static void write(HttpServletResponse response, int status, JsonNode document) throws IOException {
        write(response, status, CONTENT_TYPE, document);
    }

    static void write(HttpServletResponse response, int status, String contentType, JsonNode document)
            throws IOException {
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
