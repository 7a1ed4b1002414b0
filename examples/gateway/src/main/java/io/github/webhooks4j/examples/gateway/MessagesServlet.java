package io.github.webhooks4j.examples.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.Messages;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /api/messages}: the received log. */
final class MessagesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern ONE = Pattern.compile("/([0-9a-fA-F-]{36})(/redispatch)?");
    private static final String RETRY_AFTER_SECONDS = "5";

    private final transient Messages messages;

    MessagesServlet(Messages messages) {
        this.messages = messages;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            route(request, response);
        } catch (WebhookException e) {
            log("the message log did not answer", e);
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
            Problem.write(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the message log did not answer");
        }
    }

    private void route(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        Matcher one = ONE.matcher(path);
        boolean isOne = one.matches();
        if (!isOne && !path.isEmpty()) {
            Problem.write(response, HttpServletResponse.SC_NOT_FOUND, "");
            return;
        }
        boolean redispatch = isOne && one.group(2) != null;
        String method = redispatch ? "POST" : "GET";
        if (!request.getMethod().equals(method)) {
            response.setHeader("Allow", method);
            Problem.write(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "");
        } else if (redispatch) {
            redispatch(one.group(1), response);
        } else if (isOne) {
            show(one.group(1), response);
        } else {
            list(request, response);
        }
    }

    private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MessageQuery query;
        try {
            query = MessageQueries.of(request.getParameterMap());
        } catch (IllegalArgumentException e) {
            Problem.write(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        }
        Json.write(response, HttpServletResponse.SC_OK, MessageJson.page(messages.list(query)));
    }

    private void show(String id, HttpServletResponse response) throws IOException {
        Optional<Message> message = idOf(id).flatMap(messages::find);
        if (message.isEmpty()) {
            Problem.write(response, HttpServletResponse.SC_NOT_FOUND, "");
            return;
        }
        Message found = message.get();
        Json.write(response, HttpServletResponse.SC_OK, MessageJson.whole(found, messages.attempts(found.id())));
    }

    private void redispatch(String id, HttpServletResponse response) throws IOException {
        Messages.Redispatch outcome = idOf(id).map(messages::redispatch).orElse(Messages.Redispatch.UNKNOWN);
        switch (outcome) {
            case QUEUED ->
                Json.write(
                        response,
                        HttpServletResponse.SC_ACCEPTED,
                        JsonNodeFactory.instance.objectNode().put("id", id));
            case BUSY ->
                Problem.write(
                        response, HttpServletResponse.SC_CONFLICT, "the message is queued or being handled already");
            case UNKNOWN -> Problem.write(response, HttpServletResponse.SC_NOT_FOUND, "");
        }
    }

    private static Optional<UUID> idOf(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
