package io.github.webhooks4j.verify;

/** A part of a request that a scheme may cover. What it does not cover, anybody could have changed. */
public enum SignedPart {
    /** The method. */
    METHOD,
    /** The URL, query included. */
    URL,
    /** Every byte of the body. */
    BODY,
    /** The time of signing. */
    TIMESTAMP,
    /** The message id. */
    ID,
    /** The event type. */
    EVENT_TYPE
}
