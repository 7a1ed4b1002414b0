package io.github.webhooks4j.servlet;

import io.github.webhooks4j.receive.Receipt;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an answer as it is: never {@code sendError}, which would bring the container's error page. */
final class ReceiptWriter {
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);

    private ReceiptWriter() {}

    /** Never throws: a client that is gone sends its message again, and then gets its answer. */
    static void write(Receipt receipt, HttpServletRequest request, HttpServletResponse response) {
        try {
            if (response.isCommitted()) {
                log.debug("answer not written, another one was status={}", receipt.status());
                return;
            }
            response.resetBuffer();
            response.setStatus(receipt.status());
            setHeaders(receipt, request, response);
            byte[] body = receipt.body();
            response.setContentLength(body.length);
            if (body.length > 0) {
                response.getOutputStream().write(body);
            }
            if (!request.isAsyncStarted()) { // else on completion: Undertow closes late what was flushed before
                response.flushBuffer();
            }
        } catch (IOException | RuntimeException e) {
            log.debug("answer not written status={}", receipt.status(), e);
        }
    }

    /** Ours replace those of a filter; a connection is an affair of HTTP/1 only. */
    private static void setHeaders(Receipt receipt, HttpServletRequest request, HttpServletResponse response) {
        boolean hasConnection = request.getProtocol().startsWith("HTTP/1");
        for (String name : receipt.headers().names()) {
            if (hasConnection || !name.equalsIgnoreCase("Connection")) {
                List<String> values = receipt.headers().all(name);
                response.setHeader(name, values.get(0));
                values.stream().skip(1).forEach(value -> response.addHeader(name, value));
            }
        }
    }
}
