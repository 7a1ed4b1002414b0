package io.github.webhooks4j.examples.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;

/** An error as an RFC 9457 problem document. */
final class Problem {
    static final String CONTENT_TYPE = "application/problem+json";

    private Problem() {}

    static void write(HttpServletResponse response, int status, String detail) throws IOException {
        Json.write(response, status, CONTENT_TYPE, of(status, detail));
    }

    /** The document as bytes, for errors that the container finds. */
    static byte[] bytes(int status) {
        return of(status, "").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode of(int status, String detail) {
        ObjectNode problem = JsonNodeFactory.instance.objectNode();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.getMessage(status));
        problem.put("status", status);
        if (!detail.isEmpty()) {
            problem.put("detail", detail);
        }
        return problem;
    }
}
