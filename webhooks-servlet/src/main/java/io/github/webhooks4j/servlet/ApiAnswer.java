package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call is answered. {@link #toString()} shows the status only: a body may hold a secret.
 *
 * @param status the status
 * @param headers the fields that only some answers have
 * @param body the body, possibly empty
 */
@SuppressWarnings("ArrayRecordComponent") // written once and forgotten
record ApiAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final String CONTENT_TYPE = "Content-Type";

    static ApiAnswer empty(int status) {
        return new ApiAnswer(status, Map.of(), new byte[0]);
    }

    static ApiAnswer json(int status, JsonNode document) {
        return of(status, "application/json", document);
    }

    private static ApiAnswer of(int status, String contentType, JsonNode document) {
        return new ApiAnswer(
                status, Map.of(CONTENT_TYPE, contentType), document.toString().getBytes(StandardCharsets.UTF_8));
    }

    static ApiAnswer problem(Problem problem, String detail) {
        return problem(problem, detail, JsonNodeFactory.instance.objectNode());
    }

    /** A problem document (RFC 9457), with members of its own. */
    static ApiAnswer problem(Problem problem, String detail, ObjectNode more) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("type", "about:blank");
        document.put("title", problem.title());
        document.put("status", problem.status());
        if (!detail.isEmpty()) {
            document.put("detail", detail);
        }
        document.setAll(more);
        return of(problem.status(), "application/problem+json", document);
    }

    /** 422 with everything that is wrong. */
    static ApiAnswer faults(List<String> faults) {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        ArrayNode errors = more.putArray("errors");
        faults.forEach(errors::add);
        return problem(Problem.FAULTS, "", more);
    }

    ApiAnswer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new ApiAnswer(status, more, body);
    }

    @Override
    public String toString() {
        return "ApiAnswer[" + status + "]";
    }
}
