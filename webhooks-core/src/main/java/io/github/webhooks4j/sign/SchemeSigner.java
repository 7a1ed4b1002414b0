package io.github.webhooks4j.sign;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.HmacScheme;
import java.util.List;
import java.util.Optional;

/** Signs deliveries by an HMAC scheme that looks at nothing but id, time and body. Immutable. */
final class SchemeSigner implements DeliverySigner {
    private static final RequestHead NO_MATTER_WHERE = RequestHead.of("POST", "/", Headers.empty());

    private final HmacSigner signer;

    SchemeSigner(HmacScheme scheme, List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException(scheme.name() + ": there is no secret to sign with");
        }
        Secret[] others = secrets.subList(1, secrets.size()).toArray(Secret[]::new);
        signer = HmacSigner.of(scheme, secrets.get(0), others);
    }

    @Override
    public Headers sign(Outgoing outgoing) {
        WebhookRequest request = new WebhookRequest(NO_MATTER_WHERE, outgoing.body());
        return signer.sign(request, Optional.of(outgoing.id()), outgoing.at());
    }
}
