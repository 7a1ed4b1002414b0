package io.github.webhooks4j.servlet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.send.Endpoint;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Page;

/** Endpoints as the API shows them: with the names of their header fields, never the values. */
final class EndpointJson {
    private EndpointJson() {}

    static ObjectNode page(Page<Endpoint> page) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode endpoints = json.putArray("endpoints");
        page.items().forEach(endpoint -> endpoints.add(of(endpoint)));
        page.next().ifPresent(next -> json.put("next", next.toString()));
        return json;
    }

    static ObjectNode of(Endpoint endpoint) {
        EndpointSpec spec = endpoint.spec();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", endpoint.id().toString());
        json.put("owner", endpoint.owner());
        json.put("url", spec.url());
        spec.events().forEach(json.withArrayProperty("eventTypes")::add);
        if (!spec.description().isEmpty()) {
            json.put("description", spec.description());
        }
        ArrayNode names = json.putArray("headerNames");
        spec.headers().names().forEach(names::add);
        json.put("signing", spec.signing());
        spec.contentType().ifPresent(type -> json.put("contentType", type));
        spec.timeout().ifPresent(timeout -> json.put("timeout", timeout.toString()));
        spec.maxInFlight().ifPresent(most -> json.put("maxInFlight", most));
        json.put("state", endpoint.state().word());
        endpoint.disabledBecause().ifPresent(because -> json.put("disabledBecause", because.word()));
        json.put("stateSince", endpoint.stateSince().toString());
        json.put("createdAt", endpoint.createdAt().toString());
        return json;
    }

    /** With a secret that is shown this once. */
    static ObjectNode of(Endpoint endpoint, Secret secret) {
        return of(endpoint).put("secret", secret.reveal());
    }
}
