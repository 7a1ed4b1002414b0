package io.github.webhooks4j.receive;

/** When a source's messages are handled. */
enum Mode {
    /** Before the request is answered; a failure is answered 5xx. */
    INLINE,
    /** After the request was answered, with retries. */
    QUEUED
}
