package io.github.webhooks4j.verify;

/** The verdict on one inbound request. */
public sealed interface Verification permits Verified, Rejected, Unavailable {}
