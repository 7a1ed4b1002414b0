package io.github.webhooks4j.it.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.memory.InMemorySendStore;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.send.DeliveryEngine;
import io.github.webhooks4j.send.EndpointStore;
import io.github.webhooks4j.send.OutboxStore;
import io.github.webhooks4j.send.SendStore;
import io.github.webhooks4j.send.Webhooks;
import io.github.webhooks4j.servlet.ApiAccess;
import io.github.webhooks4j.servlet.ApiAuthorizer;
import io.github.webhooks4j.servlet.BearerTokens;
import io.github.webhooks4j.servlet.WebhookManagementServlet;
import io.github.webhooks4j.verify.provider.GitHub;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The management API of a sender and a receiver at {@code /api/*}, once per container; the engine runs. */
@ParameterizedClass(name = "{0}")
@EnumSource(Container.Kind.class)
abstract class ManagementFixture {
    static final String OPERATOR = "operator-0123456789";
    static final String ACME = "acme-0123456789";
    static final String OTHER = "other-0123456789";
    static final String EXPIRED = "expired-0123456789";

    @Parameter
    Container.Kind kind;

    final ObjectMapper mapper = new ObjectMapper();
    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final AnsweringTransport transport = new AnsweringTransport();
    volatile boolean storeFails;
    volatile ApiAuthorizer authorizer = BearerTokens.none()
            .with(Secret.of(OPERATOR), ApiAccess.everything("operator"))
            .with(Secret.of(ACME), ApiAccess.ofOwner("acme's console", "acme"))
            .with(Secret.of(OTHER), ApiAccess.ofOwner("other's console", "other"))
            .with(Secret.of(EXPIRED).notAfter(Instant.EPOCH), ApiAccess.everything("gone"));
    Webhooks webhooks;
    WebhookReceiver receiver;
    DeliveryEngine engine;
    Container container;
    Logs logs;

    @BeforeEach
    final void start() throws Exception {
        logs = new Logs();
        InMemorySendStore memory = InMemorySendStore.create();
        webhooks = Webhooks.builder(new FailingStore(
                        failing(EndpointStore.class, memory.endpoints()), failing(OutboxStore.class, memory.outbox())))
                .eventTypes("order.paid", "order.sent")
                .transport(transport)
                .build();
        engine = webhooks.startDelivery();
        receiver = WebhookReceiver.builder()
                .store(InMemoryMessageStore.create())
                .source(
                        "github",
                        s -> s.verifier(GitHub.verifier(Secret.of(OPERATOR))).onAny(message -> {}))
                .build()
                .start();
        WebhookManagementServlet servlet = WebhookManagementServlet.builder()
                .webhooks(webhooks)
                .messages(receiver.messages())
                .authorizer(request -> authorizer.authorize(request))
                .build();
        Optional<HttpServlet> mounted = Optional.of(servlet);
        container =
                kind.start(new Container.App(mounted, (classes, context) -> {}, "", "/api/*", false, new Filter[0]));
    }

    @AfterEach
    final void stop() throws Exception {
        storeFails = false;
        container.close();
        engine.close();
        webhooks.close();
        receiver.close();
        logs.close();
    }

    private record FailingStore(EndpointStore endpoints, OutboxStore outbox) implements SendStore {}

    private <T> T failing(Class<T> type, T store) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (storeFails) {
                        throw new WebhookException("the store is away", null);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    final HttpResponse<String> call(String token, String method, String path, String json) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (json == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(json))
                    .header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    final URI uri(String path) {
        return URI.create("http://127.0.0.1:" + container.port() + "/api" + path);
    }

    final HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    final HttpResponse<String> post(String path, String json) throws Exception {
        return call(OPERATOR, "POST", path, json);
    }

    final JsonNode get(String path) throws Exception {
        return json(call(OPERATOR, "GET", path, null), 200);
    }

    final JsonNode json(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains(status < 300 ? "application/json" : "application/problem+json");
        return mapper.readTree(answer.body());
    }

    /** Registers an endpoint for order.paid; its id. */
    final String endpoint(String owner) throws Exception {
        return json(post("/endpoints", endpointJson(owner, "https://" + owner + ".example/hook")), 201)
                .path("id")
                .asText();
    }

    static String endpointJson(String owner, String url) {
        return "{\"owner\":\"" + owner + "\",\"url\":\"" + url + "\",\"eventTypes\":[\"order.paid\"]}";
    }

    /** Publishes an order.paid; the event's id. */
    final String event(String owner) throws Exception {
        return json(post("/events", "{\"type\":\"order.paid\",\"owner\":\"" + owner + "\",\"payload\":{}}"), 202)
                .path("id")
                .asText();
    }
}
