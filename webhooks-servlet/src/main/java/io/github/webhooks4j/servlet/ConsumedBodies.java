package io.github.webhooks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bodies that a filter in front of us had read: how to tell, and what to tell the operator, once. */
final class ConsumedBodies {
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);

    private final AtomicBoolean told = new AtomicBoolean();

    /** Logged in full once; the receiver's own sampled line says so again for later ones. */
    void tell() {
        if (told.compareAndSet(false, true)) {
            log.error("body already consumed: a filter in front of WebhookServlet read the request's body"
                    + " (getParameter, getParts, getReader or getInputStream); no signature can be checked without"
                    + " its bytes. Leave the webhook paths out of that filter's mapping. Logged once.");
        }
    }

    /**
     * Whether an empty body without a declared length had become parameters: there are more of them than
     * the query has.
     */
    boolean areParameters(HttpServletRequest request) {
        String type = request.getContentType();
        String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("application/x-www-form-urlencoded") && !lower.startsWith("multipart/")) {
            return false;
        }
        try {
            long values = request.getParameterMap().values().stream()
                    .mapToLong(each -> each.length)
                    .sum();
            return values > pairs(request.getQueryString());
        } catch (RuntimeException e) { // a query that the container cannot decode
            return false;
        }
    }

    private static long pairs(String query) {
        if (query == null) {
            return 0;
        }
        long pairs = 0;
        int from = 0;
        while (from <= query.length()) {
            int to = query.indexOf('&', from) < 0 ? query.length() : query.indexOf('&', from);
            pairs += to > from ? 1 : 0;
            from = to + 1;
        }
        return pairs;
    }
}
