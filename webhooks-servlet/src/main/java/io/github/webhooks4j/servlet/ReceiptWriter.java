package io.github.webhooks4j.servlet;

import io.github.webhooks4j.receive.Receipt;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an answer as it is: never {@code sendError}, which would bring the container's error page. */
final class ReceiptWriter {
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);

    private ReceiptWriter() {}

    /** Never throws: a client that is gone sends its message again, and then gets its answer. */
    static void write(Receipt receipt, HttpServletResponse response) {
        try {
            if (response.isCommitted()) {
                log.debug("answer not written, another one was status={}", receipt.status());
                return;
            }
            response.resetBuffer();
            response.setStatus(receipt.status());
            receipt.headers().names().forEach(name -> response.setHeader(name, null));
            receipt.headers().forEach(response::addHeader);
            byte[] body = receipt.body();
            response.setContentLength(body.length);
            if (body.length > 0) {
                response.getOutputStream().write(body);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("answer not written status={}", receipt.status(), e);
        }
    }
}
