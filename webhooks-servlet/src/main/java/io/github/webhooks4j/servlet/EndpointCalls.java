package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointResult;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Endpoints;
import io.github.webhooks4j.send.Published;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /endpoints}. */
final class EndpointCalls {
    private static final Set<String> KEYS =
            Set.of("owner", "url", "eventTypes", "description", "headers", "maxInFlight");
    private static final Set<String> LIST = Set.of("owner", "cursor", "limit");

    private final Endpoints endpoints;

    EndpointCalls(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    void addTo(Routes routes) {
        routes.on("POST", "/endpoints", this::register)
                .on("GET", "/endpoints", this::list)
                .on("GET", "/endpoints/{id}", call -> ApiAnswer.json(200, EndpointJson.of(visible(call))))
                .on("PATCH", "/endpoints/{id}", this::change)
                .on("DELETE", "/endpoints/{id}", this::remove)
                .on("POST", "/endpoints/{id}/rotate-secret", this::rotate)
                .on("POST", "/endpoints/{id}/enable", call -> answer(endpoints.enable(visibleId(call))))
                .on("POST", "/endpoints/{id}/disable", call -> answer(endpoints.disable(visibleId(call))))
                .on("POST", "/endpoints/{id}/ping", this::ping);
    }

    private Endpoint visible(ApiCall call) throws RefusedCall {
        return endpoints
                .find(call.id())
                .filter(endpoint -> call.sees(endpoint.owner()))
                .orElseThrow(RefusedCall::notFound);
    }

    private UUID visibleId(ApiCall call) throws RefusedCall {
        return visible(call).id();
    }

    private ApiAnswer register(ApiCall call) throws RefusedCall {
        JsonBody body = call.body(KEYS);
        EndpointSpec spec = applied(EndpointSpec.to(body.requiredText("url")), body);
        if (!body.has("eventTypes")) {
            body.fault("eventTypes is missing");
        }
        body.check();
        Optional<String> owner = call.owner(spec.owner());
        return answer(endpoints.register(owner.map(spec::owner).orElse(spec)));
    }

    private ApiAnswer change(ApiCall call) throws RefusedCall {
        Endpoint endpoint = visible(call);
        JsonBody body = call.body(KEYS);
        applied(endpoint.spec(), body);
        body.check();
        return answer(endpoints.change(endpoint.id(), spec -> applied(spec, body)));
    }

    /** A spec with what the body says; for what it says wrongly the body has a fault. */
    private static EndpointSpec applied(EndpointSpec before, JsonBody body) {
        EndpointSpec spec = body.text("url").map(before::url).orElse(before);
        spec = body.text("owner").map(spec::owner).orElse(spec);
        spec = body.texts("eventTypes")
                .map(list -> list.toArray(new String[0]))
                .map(spec::events)
                .orElse(spec);
        spec = body.text("description").map(spec::description).orElse(spec);
        spec = headers(body).map(spec::headers).orElse(spec);
        return body.number("maxInFlight").map(spec::maxInFlight).orElse(spec);
    }

    private static Optional<Headers> headers(JsonBody body) {
        return body.textsByName("headers").flatMap(fields -> {
            Headers.Builder headers = Headers.builder().addAll(fields);
            Optional<Headers.Fault> fault = headers.fault();
            fault.ifPresent(found -> body.fault(
                    found == Headers.Fault.TOO_LARGE
                            ? "headers are too many or too long"
                            : "headers hold a name or a value that HTTP does not allow"));
            return fault.isPresent() ? Optional.empty() : Optional.of(headers.build());
        });
    }

    private ApiAnswer list(ApiCall call) throws RefusedCall {
        Parameters parameters = call.parameters(LIST);
        return ApiAnswer.json(
                200,
                EndpointJson.page(endpoints.list(
                        call.owner(parameters.text("owner")),
                        parameters.id("cursor"),
                        parameters.limit(DeliveryQuery.DEFAULT_LIMIT, DeliveryQuery.MAX_LIMIT))));
    }

    private ApiAnswer remove(ApiCall call) throws RefusedCall {
        EndpointResult result = endpoints.remove(visibleId(call));
        return result instanceof EndpointResult.Changed ? ApiAnswer.empty(204) : answer(result);
    }

    private ApiAnswer rotate(ApiCall call) throws RefusedCall {
        Endpoint endpoint = visible(call);
        JsonBody body = call.optionalBody(Set.of("overlap"));
        Duration overlap =
                body.text("overlap").map(text -> duration(text, body)).orElse(Endpoints.DEFAULT_OVERLAP);
        body.check();
        return answer(endpoints.rotateSecret(endpoint.id(), overlap));
    }

    private static Duration duration(String text, JsonBody body) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            body.fault("overlap must be an ISO 8601 duration such as PT24H");
            return Duration.ZERO;
        }
    }

    private ApiAnswer ping(ApiCall call) throws RefusedCall {
        Published published = endpoints.ping(visibleId(call)).orElseThrow(RefusedCall::notFound);
        return EventCalls.accepted(published);
    }

    private static ApiAnswer answer(EndpointResult result) {
        if (result instanceof EndpointResult.Registered registered) {
            return ApiAnswer.json(201, EndpointJson.of(registered.endpoint(), registered.secret()));
        } else if (result instanceof EndpointResult.Rotated rotated) {
            return ApiAnswer.json(200, EndpointJson.of(rotated.endpoint(), rotated.secret()));
        } else if (result instanceof EndpointResult.Changed changed) {
            return ApiAnswer.json(200, EndpointJson.of(changed.endpoint()));
        } else if (result instanceof EndpointResult.Refused refused) {
            return ApiAnswer.faults(refused.faults());
        } else if (result instanceof EndpointResult.Duplicate duplicate) {
            return ApiAnswer.problem(
                    Problem.CONFLICT,
                    "the owner has this URL already",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("endpoint", duplicate.existing().toString()));
        }
        return RefusedCall.notFound().answer();
    }
}
