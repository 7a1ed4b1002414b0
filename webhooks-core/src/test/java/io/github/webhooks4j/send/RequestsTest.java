package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.sign.SigningStyle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestsTest extends SendFixture {
    private OutboundRequest request(WebhooksBuilder builder, EndpointSpec spec, Event event) {
        Webhooks webhooks = open(builder);
        webhooks.endpoints().register(spec).registered();
        webhooks.publish(event);
        webhooks.startDelivery();
        until(() -> !transport.requests.isEmpty());
        return transport.requests.get(0);
    }

    @Test
    void a_request_has_the_bytes_their_type_and_the_name_of_the_sender() {
        byte[] bytes = utf8("a;b\r\n");

        OutboundRequest request =
                request(builder().userAgent("Acme/1.0"), spec(SHOP), Event.ofBytes("order.paid", "text/csv", bytes));

        assertThat(request.url()).isEqualTo(SHOP);
        assertThat(request.body()).isEqualTo(bytes);
        assertThat(request.headers().all("content-type")).containsExactly("text/csv");
        assertThat(request.headers().all("user-agent")).containsExactly("Acme/1.0");
        assertThat(request.timeout()).isEqualTo(WebhooksBuilder.DEFAULT_TIMEOUT);
    }

    @Test
    void an_endpoint_may_name_another_content_type_and_the_bytes_stay() {
        OutboundRequest request = request(builder(), spec(SHOP).contentType("application/cloudevents+json"), paid(1));

        assertThat(request.headers().all("content-type")).containsExactly("application/cloudevents+json");
        assertThat(request.body()).asString().isEqualTo("{\"order\":1}");
    }

    @Test
    void an_endpoint_may_add_fields() {
        Headers own = Headers.of("Authorization", "Bearer token", "X-Tag", "a", "X-Tag", "b");

        OutboundRequest request = request(builder(), spec(SHOP).headers(own), paid(1));

        assertThat(request.headers().all("authorization")).containsExactly("Bearer token");
        assertThat(request.headers().all("x-tag")).containsExactly("a", "b");
    }

    @Test
    void no_field_of_an_endpoint_takes_the_place_of_a_signature() {
        SigningStyle token = secrets -> outgoing -> Headers.of("X-Acme-Token", "ours");

        OutboundRequest request = request(
                builder().signing("acme", token),
                spec(SHOP).signing("acme").headers(Headers.of("x-acme-token", "theirs")),
                paid(1));

        assertThat(request.headers().all("X-Acme-Token")).containsExactly("ours");
    }

    @Test
    void an_endpoint_may_have_a_shorter_deadline() {
        assertThat(request(builder(), spec(SHOP).timeout(Duration.ofSeconds(2)), paid(1))
                        .timeout())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_deadline_registered_when_the_limit_was_longer_is_cut_to_the_limit() {
        register(open(), spec(SHOP).timeout(Duration.ofSeconds(15)));

        Webhooks webhooks = open(builder().timeout(Duration.ofSeconds(5)));
        webhooks.publish(paid(1));
        webhooks.startDelivery();
        until(() -> !transport.requests.isEmpty());

        assertThat(transport.requests.get(0).timeout()).isEqualTo(Duration.ofSeconds(5));
    }
}
