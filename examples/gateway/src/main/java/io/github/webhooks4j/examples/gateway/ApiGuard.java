package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.Secret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Lets a call of the API through that shows the token; without a configured token, none. */
final class ApiGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "Bearer ";

    private final transient Optional<byte[]> expected;

    ApiGuard(Optional<Secret> token) {
        expected = token.map(secret -> digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isAllowed(request)) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setHeader("WWW-Authenticate", "Bearer");
        }
    }

    private boolean isAllowed(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders("Authorization"));
        if (expected.isEmpty()
                || given.size() != 1
                || !given.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        // Containers decode header fields as ISO 8859-1; digests have one length, whatever was given.
        byte[] token = given.get(0).substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(expected.get(), digest(token));
    }

    private static byte[] digest(byte[] token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
