package io.github.webhooks4j.servlet;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

/** What a container knows of a request before its body, as bytes were on the wire as far as it tells. */
final class RequestHeads {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private RequestHeads() {}

    static RequestHead of(HttpServletRequest request) {
        RequestHead head = RequestHead.of(request.getMethod(), target(request), fields(request));
        String address = request.getRemoteAddr();
        if (address != null) { // gone already
            head = head.withRemoteAddress(address);
        }
        if (request.getAttribute(CERTIFICATES) instanceof X509Certificate[] certificates) {
            head = head.withClientCertificates(List.of(certificates));
        }
        return head;
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static Headers.Builder fields(HttpServletRequest request) {
        Headers.Builder fields = Headers.builder();
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> fields.add(name, value));
        }
        return fields;
    }

    /**
     * What of the path lies below the place where the servlet is mapped, not decoded. The mapping's pattern
     * tells how many segments to leave out: the containers decode and normalise the servlet path each in
     * its own way, and one of them throws for what it calls ambiguous.
     */
    static String pathBelowMount(HttpServletRequest request) {
        HttpServletMapping mapping = request.getHttpServletMapping();
        String path = request.getRequestURI();
        if (mapping.getMappingMatch() == MappingMatch.EXACT) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
        String mount = mapping.getMappingMatch() == MappingMatch.PATH ? mapping.getPattern() : "";
        return afterSegments(path, segments(request.getContextPath()) + segments(mount.replace("/*", "")));
    }

    private static int segments(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    private static String afterSegments(String path, int segments) {
        int from = 0;
        for (int i = 0; i < segments; i++) {
            from = path.indexOf('/', from + 1);
            if (from < 0) {
                return "";
            }
        }
        return path.substring(from);
    }
}
