package io.github.webhooks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an answer as it is: never {@code sendError}, which would bring the container's error page. */
final class AnswerWriter {
    private static final Logger log = LoggerFactory.getLogger(WebhookManagementServlet.class);

    private AnswerWriter() {}

    /** Never throws: there is nobody left who could be told. */
    static void write(ApiAnswer answer, HttpServletRequest request, HttpServletResponse response) {
        try {
            if (response.isCommitted()) {
                log.debug("answer not written, another one was status={}", answer.status());
                return;
            }
            response.resetBuffer();
            response.setStatus(answer.status());
            answer.headers().forEach(response::setHeader);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            if (JsonBytes.isLeft(request) && request.getProtocol().startsWith("HTTP/1")) {
                response.setHeader("Connection", "close"); // the container may, and the client has to know
            }
            response.setContentLength(answer.body().length);
            response.getOutputStream().write(answer.body());
        } catch (IOException | RuntimeException e) {
            log.debug("answer not written status={}", answer.status(), e);
        }
    }
}
