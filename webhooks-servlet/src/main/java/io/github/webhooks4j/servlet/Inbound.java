package io.github.webhooks4j.servlet;

import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.receive.Receipt;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One admitted request while its body is read: the bytes so far, and what is wrong when they stop. */
final class Inbound {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Admission.Admitted admitted;
    private final ConsumedBodies consumedBodies;
    private final BodyBuffer body;
    private final long startedNanos = System.nanoTime();

    Inbound(
            HttpServletRequest request,
            HttpServletResponse response,
            Admission.Admitted admitted,
            ConsumedBodies consumedBodies) {
        this.request = request;
        this.response = response;
        this.admitted = admitted;
        this.consumedBodies = consumedBodies;
        this.body = new BodyBuffer(declaredLength(request), admitted.maxBody());
    }

    /** With a transfer coding the coding tells the length, whatever else is declared. */
    private static long declaredLength(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") == null ? request.getContentLengthLong() : -1;
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    Admission.Admitted admitted() {
        return admitted;
    }

    BodyBuffer body() {
        return body;
    }

    /** The body's stream; empty when somebody has taken the body as text. */
    Optional<ServletInputStream> stream() throws IOException {
        try {
            return Optional.of(request.getInputStream());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a filter gives the body from a stream of its own. Those rarely know how to be read without
     * blocking, and need not: their bytes are in memory.
     */
    boolean isReplayed(ServletInputStream stream) throws IOException {
        ServletRequest container = request;
        while (container instanceof ServletRequestWrapper wrapper) {
            container = wrapper.getRequest();
        }
        try {
            return container != request && container.getInputStream() != stream;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    boolean isLate() {
        return System.nanoTime() - startedNanos >= admitted.readDeadline().toNanos();
    }

    /** What is wrong with the body when its stream came to a regular end. */
    Optional<RequestFault> faultAtEnd() {
        if (body.isOverLimit()) {
            return Optional.of(RequestFault.BODY_TOO_LARGE);
        } else if (body.isShort() && isLate()) { // the container gave up waiting, and calls that the end
            return Optional.of(RequestFault.BODY_TIMEOUT);
        } else if (body.size() == 0 && (body.isShort() || consumedBodies.areParameters(request))) {
            return Optional.of(consumed());
        }
        return body.isShort() ? Optional.of(RequestFault.BODY_TRUNCATED) : Optional.empty();
    }

    Receipt refuse(RequestFault fault) {
        body.discard();
        return admitted.refuse(fault);
    }

    /** Tells the operator, and the fault. */
    RequestFault consumed() {
        consumedBodies.tell();
        return RequestFault.BODY_CONSUMED;
    }

    /** What it means that reading failed. Containers have no words in common; only time and type tell. */
    RequestFault faultOf(Throwable failure) {
        if (isLate() || isCausedBy(failure, SocketTimeoutException.class, TimeoutException.class)) {
            return RequestFault.BODY_TIMEOUT;
        } else if (isCausedBy(failure, EOFException.class)) {
            return RequestFault.BODY_TRUNCATED;
        }
        return failure instanceof IOException ? RequestFault.CLIENT_GONE : RequestFault.BODY_TRUNCATED;
    }

    @SafeVarargs
    private static boolean isCausedBy(Throwable failure, Class<? extends Exception>... types) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 8; depth++, cause = cause.getCause()) {
            for (Class<? extends Exception> type : types) {
                if (type.isInstance(cause)) {
                    return true;
                }
            }
        }
        return false;
    }
}
