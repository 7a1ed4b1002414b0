package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.Headers;

/** What a {@link Handshake} says to a request that is one. */
public sealed interface HandshakeAnswer {
    /** The most characters of an answer: 512. */
    int MAX_BODY = 512;

    /**
     * Taken. {@link #toString()} prints the status only.
     *
     * @param status 200 to 299
     * @param headers its header fields, {@code Content-Type} included; no cookies
     * @param body at most {@value HandshakeAnswer#MAX_BODY} characters
     */
    record Answered(int status, Headers headers, String body) implements HandshakeAnswer {
        /**
         * Checks the limits.
         *
         * @param status 200 to 299
         * @param headers its header fields
         * @param body what is sent, as UTF-8
         * @throws IllegalArgumentException for another status, a body that is too long, or a cookie
         */
        public Answered {
            if (status < 200 || status > 299) {
                throw new IllegalArgumentException("a handshake is answered 200 to 299, not " + status);
            }
            if (body.length() > MAX_BODY) {
                throw new IllegalArgumentException("a handshake's answer has at most " + MAX_BODY + " characters");
            }
            if (headers.contains("Set-Cookie")) {
                throw new IllegalArgumentException("a handshake sets no cookie");
            }
        }

        /**
         * A copy with one header field more.
         *
         * @param name the name
         * @param value the value
         * @return the copy
         */
        public Answered with(String name, String value) {
            return new Answered(status, headers.with(name, value), body);
        }

        @Override
        public String toString() {
            return "Answered[" + status + "]";
        }
    }

    /**
     * Not taken.
     *
     * @param reason safe to log
     */
    record Refused(Reason reason) implements HandshakeAnswer {}

    /** Why a handshake was refused: a closed list, so that metrics and alerts can key on it. */
    enum Reason {
        /** The challenge is missing, given twice, too long, or not of its alphabet: 400. */
        MALFORMED,
        /** A token, client id or origin is not ours: 403. */
        MISMATCH,
        /** No secret is live that could answer it: 403. */
        NO_KEY,
        /** Nobody here asked for it: 404. */
        UNEXPECTED,
        /** What it needs could not be had; the provider may ask again: 503. */
        UNAVAILABLE
    }

    /**
     * 200 with plain text.
     *
     * @param text the body
     * @return the answer
     */
    static Answered text(String text) {
        return new Answered(200, Headers.of("Content-Type", "text/plain;charset=utf-8"), text);
    }

    /**
     * 200 with JSON.
     *
     * @param json the body
     * @return the answer
     */
    static Answered json(String json) {
        return new Answered(200, Headers.of("Content-Type", "application/json"), json);
    }

    /**
     * An answer without a body.
     *
     * @param status 200 to 299
     * @return the answer
     */
    static Answered empty(int status) {
        return new Answered(status, Headers.empty(), "");
    }
}
