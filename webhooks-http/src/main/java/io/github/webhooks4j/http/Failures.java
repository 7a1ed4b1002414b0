package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** What an exception of the HTTP library means. Its own text is never passed on: it names addresses. */
final class Failures {
    private static final int DEEPEST = 10;

    private Failures() {}

    static Failure whileConnecting(Exception cause) {
        if (cause instanceof Failure failure) {
            return failure;
        } else if (cause instanceof SSLException) {
            return whileShakingHands(cause);
        } else if (cause instanceof SocketTimeoutException) {
            return new Failure(ErrorKind.CONNECT, "no connection in time");
        } else if (cause instanceof NoRouteToHostException) {
            return new Failure(ErrorKind.CONNECT, "no route to the host");
        } else if (cause instanceof ConnectException) {
            return new Failure(ErrorKind.CONNECT, "connection refused");
        }
        return new Failure(ErrorKind.CONNECT, "no connection");
    }

    static Failure whileShakingHands(Exception cause) {
        if (cause instanceof Failure failure) {
            return failure;
        } else if (cause instanceof SocketTimeoutException) {
            return new Failure(ErrorKind.TLS, "the TLS handshake was not finished in time");
        } else if (!(cause instanceof SSLException)) {
            return new Failure(ErrorKind.TLS, "the connection was closed during the TLS handshake");
        } else if (in(cause, CertificateExpiredException.class)) {
            return new Failure(ErrorKind.TLS, "the certificate has expired");
        } else if (in(cause, CertificateNotYetValidException.class)) {
            return new Failure(ErrorKind.TLS, "the certificate is not valid yet");
        } else if (in(cause, CertPathValidatorException.class) || in(cause, CertPathBuilderException.class)) {
            return new Failure(ErrorKind.TLS, "the certificate is not trusted");
        } else if (in(cause, SSLPeerUnverifiedException.class) || in(cause, CertificateException.class)) {
            return new Failure(ErrorKind.TLS, "the certificate is not for this host, or is not trusted");
        }
        return new Failure(ErrorKind.TLS, "the TLS handshake failed");
    }

    /** Between the request and the head of an answer. */
    static Failure whileWaiting(Exception cause) {
        if (cause instanceof Failure failure) {
            return failure;
        } else if (cause instanceof SSLException) {
            return new Failure(ErrorKind.TLS, "the TLS session failed");
        } else if (isInvalid(cause)) {
            return invalid(cause);
        }
        return new Failure(ErrorKind.RESET, "the connection was closed before an answer");
    }

    static Failure invalid(Exception cause) {
        return new Failure(
                ErrorKind.INVALID_RESPONSE,
                cause instanceof InvalidAnswerException invalid ? invalid.rule() : "the answer is not valid HTTP");
    }

    /** Whether the peer broke the rules, rather than the connection. Some of its bytes upset the library's codec. */
    static boolean isInvalid(Exception cause) {
        return cause instanceof HttpException
                || cause instanceof IllegalArgumentException
                || cause.getCause() instanceof HttpException
                || cause instanceof MessageConstraintException
                || (cause instanceof MalformedChunkCodingException && !(cause instanceof TruncatedChunkException));
    }

    private static boolean in(Exception cause, Class<? extends Exception> type) {
        @Nullable Throwable current = cause;
        for (int depth = 0; current != null && depth < DEEPEST; depth++) {
            if (type.isInstance(current)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}
