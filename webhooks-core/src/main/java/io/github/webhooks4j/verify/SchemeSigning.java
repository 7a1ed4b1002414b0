package io.github.webhooks4j.verify;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Signs for {@link HmacScheme#sign} and {@link PublicKeyScheme#sign}. Immutable. */
final class SchemeSigning {
    private final SignatureScheme scheme;
    private final Instant at;
    private final Function<byte[][], List<byte[]>> signer;

    SchemeSigning(SignatureScheme scheme, Instant at, Function<byte[][], List<byte[]>> signer) {
        this.scheme = scheme;
        this.at = at;
        this.signer = signer;
    }

    Headers sign(WebhookRequest request, Optional<String> messageId) {
        String time = scheme.timestampFormat == null ? "" : scheme.timestampFormat.format(at);
        Headers.Builder added = Headers.builder();
        Optional<String> id = messageId.or(() -> scheme.id.flatMap(field -> field.read(request)));
        if (scheme.id.isPresent() && scheme.id.get().isHeader()) {
            id.ifPresent(value -> addIfAbsent(request, scheme.id.get().name(), value, added));
        }
        if (scheme.timestamp != null && scheme.timestamp.isHeader()) {
            addIfAbsent(request, scheme.timestamp.name(), time, added);
        }
        SignatureReading reading = new SignatureReading(scheme, request, id, time);
        byte[][] pieces = reading.pieces();
        if (pieces == null) {
            throw new IllegalArgumentException(scheme.name
                    + ": something that is signed is missing or holds what separates it: " + reading.refusal());
        }
        addSignatures(signatures(pieces), time, added);
        return added.build();
    }

    private List<String> signatures(byte[][] pieces) {
        List<String> signatures =
                signer.apply(pieces).stream().map(scheme.encoding::encode).toList();
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException(scheme.name + ": no secret is live");
        }
        return signatures;
    }

    private void addSignatures(List<String> signatures, String time, Headers.Builder added) {
        if (scheme.signatures.stream().anyMatch(field -> !field.isHeader())) {
            throw new IllegalArgumentException(scheme.name + ": the signature has its place outside the header fields");
        }
        if (scheme.syntax.isList()) {
            added.add(scheme.signatures.get(0).name(), scheme.syntax.format(signatures, time));
            return;
        }
        for (int i = 0; i < Math.min(signatures.size(), scheme.signatures.size()); i++) {
            added.add(scheme.signatures.get(i).name(), scheme.syntax.format(signatures.subList(i, i + 1), time));
        }
    }

    private static void addIfAbsent(WebhookRequest request, String name, String value, Headers.Builder added) {
        if (!request.headers().contains(name)) {
            added.add(name, value);
        } else if (!request.headers().all(name).equals(List.of(value))) {
            throw new IllegalArgumentException("the request has another " + name + " already");
        }
    }
}
