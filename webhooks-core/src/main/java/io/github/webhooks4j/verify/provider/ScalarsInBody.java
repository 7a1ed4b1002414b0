package io.github.webhooks4j.verify.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.internal.FormFields;
import io.github.webhooks4j.internal.StrictJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plain values of a body that nobody has vouched for yet: those of one JSON object, or the fields of a form, which
 * has no objects in it. Remembers whether something asked for was there and could not be read. Not thread-safe.
 */
final class ScalarsInBody {
    private final @Nullable FormFields form;
    private final JsonNode object;
    private boolean faulty;

    private ScalarsInBody(@Nullable FormFields form, JsonNode object) {
        this.form = form;
        this.object = object;
    }

    /** Empty for a body that is neither a form nor JSON, or is not well-formed. */
    static Optional<ScalarsInBody> read(WebhookRequest request) {
        return FormFields.isForm(request)
                ? FormFields.any(request).map(fields -> new ScalarsInBody(fields, MissingNode.getInstance()))
                : json(request.body());
    }

    /** Empty for a text that is not well-formed. */
    static Optional<ScalarsInBody> json(byte[] text) {
        return StrictJson.read(text).map(node -> new ScalarsInBody(null, node));
    }

    /** Those of an object within; of a form the same again. */
    ScalarsInBody inside(String member) {
        return new ScalarsInBody(form, object.path(member));
    }

    boolean isForm() {
        return form != null;
    }

    /** The value; empty when it is absent or blank, and when it is there twice or no plain value. */
    Optional<String> one(String name) {
        Optional<String> value = form == null ? member(name) : field(form, name);
        return value.filter(text -> !text.isBlank());
    }

    private Optional<String> member(String name) {
        JsonNode node = object.path(name);
        Optional<String> value = StrictJson.scalar(node);
        faulty |= value.isEmpty() && !node.isMissingNode() && !node.isNull();
        return value;
    }

    private Optional<String> field(FormFields fields, String name) {
        List<String> values = fields.values(name);
        faulty |= values.size() > 1;
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Whether something that was asked for is there and unreadable. */
    boolean hasFault() {
        return faulty;
    }

    @Override
    public String toString() {
        return form == null ? "ScalarsInBody[json]" : "ScalarsInBody[form]";
    }
}
