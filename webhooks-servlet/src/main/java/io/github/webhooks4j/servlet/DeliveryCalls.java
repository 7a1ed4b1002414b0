package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.webhooks4j.send.Deliveries;
import io.github.webhooks4j.send.Delivery;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.DeliveryState;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /deliveries}. */
final class DeliveryCalls {
    private static final Set<String> LIST = Set.of("state", "endpoint", "event", "owner", "cursor", "limit");

    private final Deliveries deliveries;

    DeliveryCalls(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/deliveries", this::list)
                .on("GET", "/deliveries/{id}", this::show)
                .on("POST", "/deliveries/{id}/redeliver", this::redeliver);
    }

    private ApiAnswer list(ApiCall call) throws RefusedCall {
        Parameters parameters = call.parameters(LIST);
        DeliveryQuery query =
                DeliveryQuery.all().limit(parameters.limit(DeliveryQuery.DEFAULT_LIMIT, DeliveryQuery.MAX_LIMIT));
        query = call.owner(parameters.text("owner")).map(query::ofOwner).orElse(query);
        query = parameters.id("endpoint").map(query::toEndpoint).orElse(query);
        query = parameters.id("event").map(query::ofEvent).orElse(query);
        query = parameters.id("cursor").map(query::after).orElse(query);
        Optional<String> state = parameters.text("state");
        if (state.isPresent()) {
            query = query.inState(state(state.get()));
        }
        return ApiAnswer.json(200, DeliveryJson.page(deliveries.list(query)));
    }

    private static DeliveryState state(String word) throws RefusedCall {
        return Arrays.stream(DeliveryState.values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Parameters.refused("state must be one of "
                        + Arrays.stream(DeliveryState.values())
                                .map(DeliveryState::word)
                                .toList()));
    }

    private Delivery visible(ApiCall call) throws RefusedCall {
        return deliveries
                .find(call.id())
                .filter(delivery -> call.sees(delivery.owner()))
                .orElseThrow(RefusedCall::notFound);
    }

    private ApiAnswer show(ApiCall call) throws RefusedCall {
        Delivery delivery = visible(call);
        return ApiAnswer.json(200, DeliveryJson.whole(delivery, deliveries.attempts(delivery.id())));
    }

    private ApiAnswer redeliver(ApiCall call) throws RefusedCall {
        UUID id = visible(call).id();
        if (!deliveries.redeliver(id)) {
            throw RefusedCall.of(Problem.CONFLICT, "the delivery is in flight, or its endpoint is removed");
        }
        return ApiAnswer.json(202, JsonNodeFactory.instance.objectNode().put("id", id.toString()));
    }
}
