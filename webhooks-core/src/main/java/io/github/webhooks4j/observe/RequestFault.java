package io.github.webhooks4j.observe;

/** Why a request was not taken: a closed list, so that metrics and alerts can key on it. */
public enum RequestFault {
    /** No source has this path, or its secret path is wrong: 404. */
    UNKNOWN_SOURCE,
    /** The source does not take this method: 405. */
    METHOD_NOT_ALLOWED,
    /** Too many header fields, or too long: 431. */
    HEADERS_TOO_LARGE,
    /** A header field that cannot be stored or compared safely: 400. */
    HEADERS_MALFORMED,
    /** A content coding: nothing is inflated before it is verified: 415. */
    CONTENT_CODING,
    /** The body is over the limit: 413. */
    BODY_TOO_LARGE,
    /** The body ended before its declared length: 400. */
    BODY_TRUNCATED,
    /** The body did not arrive within the read deadline: 408. */
    BODY_TIMEOUT,
    /** The client went away before its body had arrived: nobody is answered. */
    CLIENT_GONE,
    /** A filter in front of us had consumed the body: 500, a wiring fault of the application. */
    BODY_CONSUMED,
    /** Not genuine or not fresh: the source's rejection answer. */
    NOT_VERIFIED,
    /** Genuine, with a message id that cannot be kept: 400. */
    ID_MALFORMED,
    /** A key could not be had: 503. */
    KEY_UNAVAILABLE,
    /** The message store failed, was too slow or too busy: 503. */
    STORE_UNAVAILABLE,
    /** The receiver is not started, or closed: 503. */
    NOT_RUNNING,
    /** A verifier or another extension of the application threw: 500. */
    DEFECT
}
