package io.github.webhooks4j.jdbc.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids of deliveries: UUIDs of version 7 by the store's clock. The 12 bits after the milliseconds are the part of the
 * millisecond (RFC 9562, section 6.2, method 3), for lists are in the order of ids.
 */
final class DeliveryId {
    private static final SecureRandom RANDOM = new SecureRandom();

    private DeliveryId() {}

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // the milliseconds are there already
    static UUID at(Instant at) {
        long part = (at.getNano() % 1_000_000L) * 4096 / 1_000_000;
        long high = (at.toEpochMilli() << 16) | 0x7000L | part;
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
