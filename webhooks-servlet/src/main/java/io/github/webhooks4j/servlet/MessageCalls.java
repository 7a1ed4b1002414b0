package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import io.github.webhooks4j.receive.Messages;
import java.util.Set;

/** {@code /messages}: the received log, for callers that are bound to no owner. */
final class MessageCalls {
    private static final Set<String> LIST = Set.of("source", "state", "type", "cursor", "limit");

    private final Messages messages;

    MessageCalls(Messages messages) {
        this.messages = messages;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/messages", unbound(this::list))
                .on("GET", "/messages/{id}", unbound(this::show))
                .on("POST", "/messages/{id}/redispatch", unbound(this::redispatch));
    }

    /** A message has no owner. */
    private static Routes.Call unbound(Routes.Call call) {
        return request -> {
            if (request.isBound()) {
                throw RefusedCall.notFound();
            }
            return call.answer(request);
        };
    }

    private ApiAnswer list(ApiCall call) throws RefusedCall {
        Parameters parameters = call.parameters(LIST);
        MessageQuery query =
                MessageQuery.all().limit(parameters.limit(MessageQuery.DEFAULT_LIMIT, MessageQuery.MAX_LIMIT));
        query = parameters.text("source").map(query::source).orElse(query);
        query = parameters.text("type").map(query::eventType).orElse(query);
        query = parameters.text("cursor").map(query::after).orElse(query);
        try {
            query = parameters
                    .text("state")
                    .map(MessageState::ofWord)
                    .map(query::state)
                    .orElse(query);
            var unused = query.cursor();
        } catch (IllegalArgumentException e) {
            throw Parameters.refused(String.valueOf(e.getMessage()));
        }
        return ApiAnswer.json(200, MessageJson.page(messages.list(query)));
    }

    private ApiAnswer show(ApiCall call) throws RefusedCall {
        Message message = messages.find(call.id()).orElseThrow(RefusedCall::notFound);
        return ApiAnswer.json(200, MessageJson.whole(message, messages.attempts(message.id())));
    }

    private ApiAnswer redispatch(ApiCall call) throws RefusedCall {
        return switch (messages.redispatch(call.id())) {
            case QUEUED ->
                ApiAnswer.json(
                        202,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("id", call.id().toString()));
            case BUSY -> throw RefusedCall.of(Problem.CONFLICT, "the message is queued or being handled already");
            case UNKNOWN -> throw RefusedCall.notFound();
        };
    }
}
