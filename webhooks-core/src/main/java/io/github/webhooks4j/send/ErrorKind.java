package io.github.webhooks4j.send;

import java.util.Locale;

/** Why an attempt failed: a closed list, so that logs, metrics and alerts can key on it. */
public enum ErrorKind {
    /** The host name gave no address in time. */
    DNS,
    /** The target policy refused the URL or an address of it: nothing was connected. */
    REFUSED_ADDRESS,
    /** No connection: refused, unreachable, or not in time. */
    CONNECT,
    /** The TLS handshake failed, or the certificate is not trusted for this host. */
    TLS,
    /** The deadline of the attempt passed; whether the receiver acted is not known. */
    TIMEOUT,
    /** The connection broke before a whole answer head; whether the receiver acted is not known. */
    RESET,
    /** What came back is no HTTP answer, or one with a head over the limits. */
    INVALID_RESPONSE,
    /** A whole answer with a status that does not count as delivered. */
    STATUS;

    /**
     * The word in the attempt log.
     *
     * @return the name in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
