package io.github.webhooks4j.verify;

/**
 * No verdict: a key could not be had. Our fault or the network's, never the sender's, so it is answered
 * 503 and the sender tries again.
 *
 * @param what which key source failed; safe to log
 */
public record Unavailable(String what) implements Verification {}
