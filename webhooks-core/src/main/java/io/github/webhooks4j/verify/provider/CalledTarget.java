package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.WebhookRequest;

/** Path and query as the sender called them, for schemes that sign no host. */
final class CalledTarget {
    private CalledTarget() {}

    /** What follows the host of the external URL; of the request where there is none. */
    static String of(WebhookRequest request) {
        return request.head()
                .externalUrl()
                .map(url -> {
                    int slash = url.indexOf('/', url.indexOf("://") + 3);
                    return slash < 0 ? "/" : url.substring(slash);
                })
                .orElse(request.head().target());
    }
}
