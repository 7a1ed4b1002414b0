package io.github.webhooks4j.servlet;

import io.github.webhooks4j.receive.Receipt;
import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a request whose body is not read at all, and keeps the container from reading it instead. */
final class EarlyAnswer {
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);

    private static final ReadListener READS_NOTHING = new ReadListener() {
        @Override
        public void onDataAvailable() {}

        @Override
        public void onAllDataRead() {}

        @Override
        public void onError(Throwable failure) {}
    };

    private EarlyAnswer() {}

    static void write(Receipt receipt, HttpServletRequest request, HttpServletResponse response) {
        if (!hasBody(request)) {
            ReceiptWriter.write(receipt, request, response);
            return;
        }
        if (request.isAsyncSupported()) {
            readNothing(request, response);
        }
        boolean closing = receipt.headers().contains("Connection");
        ReceiptWriter.write(closing ? receipt : receipt.with("Connection", "close"), request, response);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Tomcat drains what was not read, and holds a thread for it, unless reading does not block. */
    private static void readNothing(HttpServletRequest request, HttpServletResponse response) {
        try {
            request.startAsync(request, response);
            request.getInputStream().setReadListener(READS_NOTHING);
        } catch (IOException | RuntimeException e) {
            log.debug("a body that is not wanted may hold a thread", e);
        }
    }
}
