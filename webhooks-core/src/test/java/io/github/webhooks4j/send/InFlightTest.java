package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final UUID endpoint = UUID.randomUUID();
    private final InFlight inFlight = new InFlight();

    @Test
    void counts_what_is_in_flight_and_forgets_endpoints_without_any() {
        inFlight.begin(endpoint, 8);
        inFlight.begin(endpoint, 8);
        assertThat(inFlight.snapshot()).isEqualTo(Map.of(endpoint, 2));

        inFlight.end(endpoint);
        inFlight.end(endpoint);
        assertThat(inFlight.snapshot()).isEmpty();
    }

    @Test
    void an_endpoint_that_was_never_full_frees_its_places_unnoticed() {
        inFlight.begin(endpoint, 2);

        assertThat(inFlight.end(endpoint)).isEqualTo(InFlight.Freed.UNNOTICED);
    }

    @Test
    void a_full_endpoint_is_worth_a_claim_when_a_quarter_is_free() {
        for (int i = 0; i < 8; i++) {
            inFlight.begin(endpoint, 8);
        }

        assertThat(inFlight.end(endpoint)).isEqualTo(InFlight.Freed.SOME);
        assertThat(inFlight.end(endpoint)).isEqualTo(InFlight.Freed.MANY);
    }

    @Test
    void an_endpoint_with_one_place_is_worth_a_claim_each_time() {
        inFlight.begin(endpoint, 1);

        assertThat(inFlight.end(endpoint)).isEqualTo(InFlight.Freed.MANY);
    }

    @Test
    void an_endpoint_that_a_claim_found_with_places_free_is_not_full_any_more() {
        inFlight.begin(endpoint, 2);
        inFlight.begin(endpoint, 2);
        assertThat(inFlight.end(endpoint)).isEqualTo(InFlight.Freed.MANY);

        inFlight.snapshot();

        inFlight.begin(endpoint, 3);
        assertThat(inFlight.end(endpoint)).isEqualTo(InFlight.Freed.UNNOTICED);
    }
}
