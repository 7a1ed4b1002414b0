package io.github.webhooks4j.sign;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@link SigningStyles#standardAsymmetric()}. */
final class StandardAsymmetricStyle implements SigningStyle {
    private record Key(Secret secret, Ed25519Key pair) {}

    @Override
    public DeliverySigner signer(List<Secret> secrets) {
        List<Key> keys = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (Secret secret : secrets) {
            try {
                keys.add(new Key(secret, Ed25519Key.of(secret)));
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (secrets.isEmpty()) {
            faults.add("there is no secret to sign with");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("standard-webhooks-v1a: " + String.join("; ", faults));
        }
        return outgoing -> sign(keys, outgoing);
    }

    private static Headers sign(List<Key> keys, Outgoing outgoing) {
        if (outgoing.id().indexOf('.') >= 0) { // the signed text could be cut at another place
            throw new IllegalArgumentException("standard-webhooks-v1a: the id holds a dot");
        }
        String time = Long.toString(outgoing.at().getEpochSecond());
        byte[] before = (outgoing.id() + "." + time + ".").getBytes(StandardCharsets.US_ASCII);
        List<String> signatures = new ArrayList<>();
        for (Key key : keys) {
            if (key.secret().isLive(outgoing.at())) {
                byte[] signature = key.pair().sign(before, outgoing.body());
                signatures.add("v1a," + Base64.getEncoder().encodeToString(signature));
            }
        }
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("standard-webhooks-v1a: no secret is live");
        }
        return Headers.of(
                "webhook-id",
                outgoing.id(),
                "webhook-timestamp",
                time,
                "webhook-signature",
                String.join(" ", signatures));
    }

    @Override
    public Secret newSecret() {
        return Ed25519Key.newSecret();
    }

    @Override
    public Secret forReceiver(Secret secret) {
        return Ed25519Key.of(secret).publicKey().named(secret.name());
    }
}
