package io.github.webhooks4j.verify.jwt;

/** A key, ready to judge signatures. Safe for all threads. */
@FunctionalInterface
interface SignatureCheck {
    boolean verifies(byte[] signed, byte[] signature);
}
