package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.receive.MessageStats;
import io.github.webhooks4j.receive.Messages;
import io.github.webhooks4j.send.Deliveries;
import io.github.webhooks4j.send.DeliveryStats;
import java.util.Optional;
import java.util.Set;

/** {@code /stats}: figures of whatever half there is, for callers that are bound to no owner. */
final class StatsCall {
    private final Optional<Deliveries> deliveries;
    private final Optional<Messages> messages;

    StatsCall(Optional<Deliveries> deliveries, Optional<Messages> messages) {
        this.deliveries = deliveries;
        this.messages = messages;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/stats", this::show);
    }

    private ApiAnswer show(ApiCall call) throws RefusedCall {
        if (call.isBound()) {
            throw RefusedCall.of(Problem.FORBIDDEN, "the figures are of all owners, and the caller is bound to one");
        }
        call.parameters(Set.of());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode lastMinute = JsonNodeFactory.instance.objectNode();
        deliveries.map(Deliveries::stats).ifPresent(stats -> write(stats, answer, lastMinute));
        messages.map(Messages::stats).ifPresent(stats -> write(stats, answer, lastMinute));
        answer.set("lastMinute", lastMinute);
        return ApiAnswer.json(200, answer);
    }

    private static void write(DeliveryStats stats, ObjectNode answer, ObjectNode lastMinute) {
        ObjectNode states = answer.putObject("deliveries");
        stats.states().forEach((state, count) -> states.put(state.word(), count));
        answer.put("oldestPendingSeconds", stats.longestDue().toSeconds());
        stats.recent().forEach((state, count) -> lastMinute.put(state.word(), count));
    }

    private static void write(MessageStats stats, ObjectNode answer, ObjectNode lastMinute) {
        ObjectNode states = answer.putObject("messages");
        stats.states().forEach((state, count) -> states.put(state.word(), count));
        answer.put("oldestPendingMessageSeconds", stats.longestDue().toSeconds());
        lastMinute.put("received", stats.received());
    }
}
