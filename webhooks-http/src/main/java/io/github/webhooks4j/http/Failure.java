package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import java.io.IOException;

/** Why there is no answer, in fixed words: neither an address that a name resolved to nor a URL is in them. */
final class Failure extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final String detail;

    Failure(ErrorKind kind, String detail) {
        super(detail);
        this.kind = kind;
        this.detail = detail;
    }

    ErrorKind kind() {
        return kind;
    }

    String detail() {
        return detail;
    }

    /** Built for every failed attempt, and never printed: the frames would be work for nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
