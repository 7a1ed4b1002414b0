package io.github.webhooks4j.sign;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import java.util.List;

/** {@link SigningStyles#stripe(String)}. */
final class StripeStyle implements SigningStyle {
    private final HmacScheme scheme;

    StripeStyle(String name) {
        scheme = HmacScheme.builder("stripe")
                .template("{ts}.{body}")
                .signatureHeader("X-" + name + "-Signature")
                .syntax(SignatureSyntax.keyValues(',', "v1", "t"))
                .timestampInSignature(TimestampFormat.SECONDS)
                .id(MessageField.header("webhook-id"))
                .build();
    }

    @Override
    public DeliverySigner signer(List<Secret> secrets) {
        return new SchemeSigner(scheme, secrets);
    }
}
