package io.github.webhooks4j.sign;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.KeyForm;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignatureSyntax;
import io.github.webhooks4j.verify.TimestampFormat;
import java.util.List;

/** {@link SigningStyles#standard()}. */
final class StandardStyle implements SigningStyle {
    private static final int LEAST_KEY_BYTES = 24;
    private static final int MOST_KEY_BYTES = 64;

    /** As the specification has it; stricter about keys than a verifier, which takes what it is given. */
    private static final HmacScheme SCHEME = HmacScheme.builder("standard-webhooks")
            .key(KeyForm.base64("whsec_").ofBytes(LEAST_KEY_BYTES, MOST_KEY_BYTES))
            .template("{id}.{ts}.{body}")
            .signatureHeader("webhook-signature")
            .syntax(SignatureSyntax.taggedList(' ', "v1,"))
            .encoding(SignatureEncoding.BASE64)
            .timestamp(MessageField.header("webhook-timestamp"), TimestampFormat.SECONDS)
            .id(MessageField.header("webhook-id"))
            .build();

    @Override
    public DeliverySigner signer(List<Secret> secrets) {
        return new SchemeSigner(SCHEME, secrets);
    }
}
