package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.webhooks4j.memory.InMemorySendStore;
import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.Published;
import io.github.webhooks4j.send.Webhooks;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A payload writer is one method: that of a mapper which webhooks-core does not know fits. */
class Jackson3PayloadsTest {
    /** What is published. */
    public record Paid(String order, Instant at) {}

    /** Nothing that JSON can hold. */
    public static final class Unwritable {
        public String getText() {
            throw new IllegalStateException("top secret");
        }
    }

    private final JsonMapper mapper = JsonMapper.shared();

    @Test
    void the_mapper_of_jackson_3_writes_payloads() {
        try (Webhooks webhooks = Webhooks.builder(InMemorySendStore.create())
                .eventTypes("order.paid")
                .defaultOwner("acme")
                .payloadWriter(mapper::writeValueAsBytes)
                .build()) {

            Published published =
                    webhooks.publish(Event.of("order.paid", new Paid("A-1", Instant.parse("2030-01-01T00:00:00Z"))));

            assertThat(webhooks.deliveries()
                            .event(published.event())
                            .orElseThrow()
                            .payload())
                    .asString()
                    .isEqualTo("{\"order\":\"A-1\",\"at\":\"2030-01-01T00:00:00Z\"}");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> webhooks.publish(Event.of("order.paid", new Unwritable())))
                    .withMessageContaining("cannot be written")
                    .withMessageNotContaining("top secret");
        }
    }
}
