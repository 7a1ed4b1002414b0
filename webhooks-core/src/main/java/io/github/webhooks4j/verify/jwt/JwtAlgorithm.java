package io.github.webhooks4j.verify.jwt;

/** The algorithms that a provider may be configured with (RFC 7518, section 3.1). */
public enum JwtAlgorithm {
    /** HMAC with SHA-256 and a shared secret. */
    HS256,
    /** RSASSA-PKCS1-v1_5 with SHA-256, keys of 2048 bits or more. */
    RS256,
    /** ECDSA with P-256 and SHA-256. */
    ES256
}
