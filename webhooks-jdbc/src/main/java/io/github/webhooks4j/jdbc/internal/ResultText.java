package io.github.webhooks4j.jdbc.internal;

import io.github.webhooks4j.send.AttemptOutcome;
import io.github.webhooks4j.send.DeliveryResult;
import java.util.Optional;

/** Results as columns. */
final class ResultText {
    private ResultText() {}

    static Optional<String> headers(DeliveryResult result) {
        return result.responseHeaders().size() == 0
                ? Optional.empty()
                : Optional.of(HeaderText.write(result.responseHeaders()));
    }

    /** How many places on the schedule it gives back. */
    static int givenBack(DeliveryResult result) {
        return result.outcome() == AttemptOutcome.NOT_SENT ? 1 : 0;
    }
}
