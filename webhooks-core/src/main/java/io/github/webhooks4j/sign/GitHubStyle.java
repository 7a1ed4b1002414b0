package io.github.webhooks4j.sign;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureSyntax;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@link SigningStyles#gitHub(String)}. */
final class GitHubStyle implements SigningStyle {
    private final HmacScheme scheme;
    private final String eventHeader;

    GitHubStyle(String name) {
        scheme = HmacScheme.builder("github")
                .signatureHeader("X-Hub-Signature-256")
                .syntax(SignatureSyntax.prefix("sha256="))
                .id(MessageField.header("X-" + name + "-Delivery"))
                .build();
        eventHeader = "X-" + name + "-Event";
    }

    /** Where there is one signature only, the first live secret makes it: the oldest is to be the first. */
    @Override
    public DeliverySigner signer(List<Secret> secrets) {
        List<Secret> oldestFirst = new ArrayList<>(secrets);
        Collections.reverse(oldestFirst);
        SchemeSigner signer = new SchemeSigner(scheme, oldestFirst);
        return outgoing ->
                signer.sign(outgoing).with(eventHeader, outgoing.eventType()).with("webhook-id", outgoing.id());
    }
}
