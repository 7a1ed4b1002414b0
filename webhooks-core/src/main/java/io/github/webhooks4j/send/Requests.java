package io.github.webhooks4j.send;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.sign.Outgoing;
import java.time.Duration;
import java.time.Instant;

/** Puts a request together: the endpoint's own fields, the sender's, the signature over the exact bytes. */
final class Requests {
    private final SendSettings settings;
    private final Signers signers;

    Requests(SendSettings settings, Signers signers) {
        this.settings = settings;
        this.signers = signers;
    }

    /**
     * A request, signed at this time.
     *
     * @throws IllegalArgumentException when it cannot be signed
     * @throws io.github.webhooks4j.WebhookException when a secret cannot be opened
     */
    OutboundRequest of(DeliveryWork work, Instant at) {
        StoredEvent event = work.event();
        EndpointSpec spec = work.endpoint().endpoint().spec();
        Headers signature = signers.of(work.endpoint())
                .sign(new Outgoing(event.id().toString(), event.type(), at, event.payload()));
        Headers.Builder headers = Headers.builder()
                .add("Content-Type", spec.contentType().orElse(event.contentType()))
                .add("User-Agent", settings.userAgent);
        signature.forEach(headers::add);
        spec.headers().forEach((name, value) -> {
            if (!signature.contains(name)) { // nobody signs in the signer's place
                headers.add(name, value);
            }
        });
        return new OutboundRequest(spec.url(), headers.build(), event.payload(), timeout(spec));
    }

    /** Never longer than the lease was made for, whatever the endpoint was registered with. */
    Duration timeout(EndpointSpec spec) {
        return spec.timeout().filter(own -> own.compareTo(settings.timeout) < 0).orElse(settings.timeout);
    }
}
