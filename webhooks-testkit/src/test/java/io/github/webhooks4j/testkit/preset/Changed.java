package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.util.List;
import java.util.Optional;

/** Requests like another one but for one thing. */
public final class Changed {
    private Changed() {}

    /** With another body. */
    public static WebhookRequest body(WebhookRequest request, byte[] body) {
        return new WebhookRequest(request.head(), body);
    }

    /** Sent by another method. */
    public static WebhookRequest method(WebhookRequest request, String method) {
        return with(request, method, request.headers(), request.head().externalUrl());
    }

    /** Sent to another place. */
    public static WebhookRequest url(WebhookRequest request, String url) {
        return with(request, request.head().method(), request.headers(), Optional.of(url));
    }

    /**
     * With these values of a header field, in the place where it was; empty when no request may have so much.
     */
    public static Optional<WebhookRequest> header(WebhookRequest request, String name, List<String> values) {
        Headers.Builder headers = Headers.builder();
        boolean[] done = {false};
        request.headers().forEach((field, value) -> {
            if (!field.equalsIgnoreCase(name)) {
                headers.add(field, value);
            } else if (!done[0]) {
                done[0] = true;
                values.forEach(other -> headers.add(field, other));
            }
        });
        return headers.fault().isPresent()
                ? Optional.empty()
                : Optional.of(with(
                        request,
                        request.head().method(),
                        headers.build(),
                        request.head().externalUrl()));
    }

    private static WebhookRequest with(WebhookRequest request, String method, Headers headers, Optional<String> url) {
        RequestHead head = RequestHead.of(method, request.head().target(), headers);
        head = head.withClientCertificates(request.head().clientCertificates());
        head = request.head().remoteAddress().map(head::withRemoteAddress).orElse(head);
        return new WebhookRequest(url.map(head::withExternalUrl).orElse(head), request.body());
    }
}
