package io.github.webhooks4j.send.target;

import io.github.webhooks4j.internal.AddressLiteral;
import io.github.webhooks4j.internal.AddressRange;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** Which addresses may be dialled. Immutable but for what {@link OwnAddresses} remembers; thread-safe. */
final class AddressRules {
    /** {@link #METADATA} is denied besides. */
    private static final List<AddressRange> SPECIAL_V4 = AddressRange.listOf(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All that IPv6 hands out as globally routed; anything outside is denied without being listed. */
    private static final AddressRange GLOBAL_V6 = AddressRange.of("2000::/3");

    private static final List<AddressRange> SPECIAL_V6 = AddressRange.listOf(
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20");

    /** Where clouds hand out credentials to whoever asks from within. */
    private static final List<AddressRange> METADATA = AddressRange.listOf(
            "169.254.169.254",
            "169.254.170.2",
            "169.254.170.23",
            "100.100.100.200",
            "192.0.0.192",
            "168.63.129.16",
            "fd00:ec2::254",
            "fd00:ec2::23",
            "fd20:ce::254");

    /** No single machine: nothing that an allow-list could mean. */
    private static final List<AddressRange> NO_HOST =
            AddressRange.listOf("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "::/128", "ff00::/8");

    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");

    /** Holds every block that carries an IPv4 address in its last four bytes. */
    private static final AddressRange LOWEST_V6 = AddressRange.of("::/8");

    private final List<AddressRange> allowed;
    private final boolean nat64;
    private final OwnAddresses own;

    AddressRules(List<AddressRange> allowed, boolean nat64, OwnAddresses own) {
        this.allowed = List.copyOf(allowed);
        this.nat64 = nat64;
        this.own = own;
    }

    /** Whether an allow-list entry can never take effect. */
    static boolean neverAllowed(AddressRange entry) {
        return METADATA.stream().anyMatch(range -> range.covers(entry))
                || NO_HOST.stream().anyMatch(range -> range.covers(entry));
    }

    boolean denies(InetAddress address) {
        byte[] bytes = address.getAddress();
        return denies(AddressLiteral.mapped(bytes).orElse(bytes));
    }

    private boolean denies(byte[] address) {
        if (nat64 && NAT64.contains(address)) {
            return denies(Arrays.copyOfRange(address, 12, 16));
        }
        if (leadsToMetadata(address)) {
            return true;
        }
        if (AddressRange.anyContains(allowed, address)) {
            return AddressRange.anyContains(NO_HOST, address);
        }
        return isSpecial(address) || own.contains(AddressLiteral.address(address));
    }

    private static boolean isSpecial(byte[] address) {
        return address.length == 4
                ? AddressRange.anyContains(SPECIAL_V4, address)
                : !GLOBAL_V6.contains(address) || AddressRange.anyContains(SPECIAL_V6, address);
    }

    /** Metadata itself, and an IPv6 address that a translator or tunnel turns into it. */
    private static boolean leadsToMetadata(byte[] address) {
        return AddressRange.anyContains(METADATA, address)
                || (LOWEST_V6.contains(address)
                        && AddressRange.anyContains(METADATA, Arrays.copyOfRange(address, 12, 16)))
                || (SIX_TO_FOUR.contains(address)
                        && AddressRange.anyContains(METADATA, Arrays.copyOfRange(address, 2, 6)));
    }
}
