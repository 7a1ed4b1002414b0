package io.github.webhooks4j.http;

import org.apache.hc.core5.http.ProtocolException;

/** What came back breaks the rules of HTTP; the message is of fixed words. */
final class InvalidAnswerException extends ProtocolException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    InvalidAnswerException(String rule) {
        super(rule);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
