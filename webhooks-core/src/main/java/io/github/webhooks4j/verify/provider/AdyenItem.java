package io.github.webhooks4j.verify.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.webhooks4j.internal.StrictJson;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.SignatureEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One item of a notification of Adyen: its signature, and what is signed. */
final class AdyenItem {
    private static final int SHA256_BYTES = 32;
    private static final byte[] NONE = {};
    private static final int MERCHANT_REFERENCE = 3;
    private static final int EVENT_CODE = 6;

    private final List<String> values;
    private final byte[] signature;
    private final Optional<Reason> fault;

    private AdyenItem(List<String> values, byte[] signature, Optional<Reason> fault) {
        this.values = values;
        this.signature = signature;
        this.fault = fault;
    }

    private AdyenItem(Reason fault) {
        this(List.of(), NONE, Optional.of(fault));
    }

    static AdyenItem of(JsonNode item) {
        JsonNode data = item.path("additionalData");
        JsonNode amount = item.path("amount");
        boolean plain = amount.isObject() || amount.isNull() || amount.isMissingNode();
        if (!item.isObject() || !plain) {
            return new AdyenItem(Reason.MALFORMED);
        }
        JsonNode signature = data.path("hmacSignature");
        if (signature.isMissingNode()
                || signature.isNull()
                || (signature.isTextual() && signature.asText().isBlank())) {
            return new AdyenItem(Reason.MISSING);
        }
        Optional<List<String>> values = values(item, amount);
        Optional<byte[]> decoded = signature.isTextual()
                ? SignatureEncoding.BASE64.read(signature.asText(), SHA256_BYTES)
                : Optional.empty();
        return decoded.isPresent() && values.filter(AdyenItem::areUnambiguous).isPresent()
                ? new AdyenItem(values.get(), decoded.get(), Optional.empty())
                : new AdyenItem(Reason.MALFORMED);
    }

    /** What is signed, in order, empty text for what is absent; nothing at all when one is no plain value. */
    private static Optional<List<String>> values(JsonNode item, JsonNode amount) {
        List<String> values = new ArrayList<>();
        for (JsonNode node : List.of(
                item.path("pspReference"),
                item.path("originalReference"),
                item.path("merchantAccountCode"),
                item.path("merchantReference"),
                amount.path("value"),
                amount.path("currency"),
                item.path("eventCode"),
                item.path("success"))) {
            boolean absent = node.isMissingNode() || node.isNull();
            Optional<String> value = absent ? Optional.of("") : StrictJson.scalar(node);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    /** With colons in one place only the joined text can be cut in one way only. */
    private static boolean areUnambiguous(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i != MERCHANT_REFERENCE && values.get(i).indexOf(':') >= 0) {
                return false;
            }
        }
        return true;
    }

    Optional<Reason> fault() {
        return fault;
    }

    byte[] signature() {
        return signature;
    }

    String eventCode() {
        return values.get(EVENT_CODE);
    }

    byte[] message() {
        return String.join(":", values).getBytes(StandardCharsets.UTF_8);
    }
}
