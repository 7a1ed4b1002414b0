package io.github.webhooks4j.verify.httpsig;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Rejected.Reason;
import io.github.webhooks4j.verify.Unavailable;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.httpsig.Member.InnerList;
import io.github.webhooks4j.verify.httpsig.Member.Item;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text that is signed (RFC 9421, section 2.5). Not thread-safe, lives for one signature. */
final class SignatureBase {
    /** Components that are computed and not read from a header field; {@code @query-param} is not known here. */
    static final Set<String> DERIVED =
            Set.of("@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query");

    private static final int MAX_COMPONENTS = 64;

    private final WebhookRequest request;
    private final Set<String> components = new LinkedHashSet<>();
    private @Nullable Verification refusal;

    SignatureBase(WebhookRequest request) {
        this.request = request;
    }

    /** What is covered, by name. */
    Set<String> components() {
        return components;
    }

    /** Why there is no base; {@code null} as long as nothing is wrong. */
    @Nullable
    Verification refusal() {
        return refusal;
    }

    /** The bytes; {@code null} when a component is missing, given twice or of a kind that is not known here. */
    byte @Nullable [] of(InnerList covered) {
        StringBuilder text = new StringBuilder();
        if (covered.items().size() > MAX_COMPONENTS) {
            return refuse(Reason.MALFORMED);
        }
        for (Item item : covered.items()) {
            boolean known = item.value() instanceof String && item.parameters().isEmpty();
            if (!known || !components.add((String) item.value())) {
                return refuse(Reason.MALFORMED);
            }
            String value = value((String) item.value());
            if (value == null) {
                return null;
            }
            text.append(item).append(": ").append(value).append('\n');
        }
        text.append("\"@signature-params\": ").append(covered);
        return text.toString().getBytes(StandardCharsets.US_ASCII); // all of it was looked at
    }

    private @Nullable String value(String component) {
        String value = component.startsWith("@") ? derived(component) : header(component);
        if (value != null && !isAscii(value)) {
            refuse(Reason.MALFORMED);
            return null;
        }
        return value;
    }

    private @Nullable String header(String name) {
        List<String> lines = request.headers().all(name);
        if (!isLowerCase(name) || lines.isEmpty()) {
            refuse(isLowerCase(name) ? Reason.MISSING : Reason.MALFORMED);
            return null;
        }
        return lines.stream().map(SignatureBase::withoutBlanks).collect(Collectors.joining(", "));
    }

    private @Nullable String derived(String component) {
        if (!DERIVED.contains(component)) {
            refuse(Reason.MALFORMED);
            return null;
        }
        if (component.equals("@method")) {
            return request.head().method();
        }
        Optional<ExternalUrl> url = request.head().externalUrl().flatMap(ExternalUrl::of);
        if (url.isEmpty()) { // ours to configure, so no fault of the sender's
            refusal = new Unavailable("external URL, which HTTP message signatures cover, is not configured");
            return null;
        }
        return switch (component) {
            case "@target-uri" -> url.get().whole();
            case "@authority" -> url.get().authority();
            case "@scheme" -> url.get().scheme();
            case "@path" -> url.get().path();
            case "@query" -> url.get().query();
            default -> url.get().target();
        };
    }

    private byte @Nullable [] refuse(Reason reason) {
        refusal = Rejected.because(reason);
        return null;
    }

    /** Without blanks and tabs around it; whatever else Java takes for white space is part of the value. */
    private static String withoutBlanks(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLowerCase(String name) {
        return name.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
    }

    private static boolean isAscii(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t');
    }
}
