package io.github.webhooks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides who may call the management API. Asked once for every request, before anything else is looked at.
 *
 * <p>Who goes by cookies or other credentials that a browser adds by itself guards against forged requests too.
 *
 * <p>Thread-safe. What it throws is logged, and the caller is refused.
 */
@FunctionalInterface
public interface ApiAuthorizer {
    /**
     * Looks at header fields, certificates or the container's principal. It leaves the body alone.
     *
     * @param request the request
     * @return what its caller may do
     */
    ApiAccess authorize(HttpServletRequest request);
}
