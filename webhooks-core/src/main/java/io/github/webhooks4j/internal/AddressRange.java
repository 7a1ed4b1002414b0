package io.github.webhooks4j.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A block of IPv4 or of IPv6 addresses, written as {@code 10.0.0.0/8}. Immutable. */
public final class AddressRange {
    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /**
     * Reads a block; a single address is a block of one.
     *
     * @param cidr such as {@code 10.0.0.0/8}
     * @return the block
     * @throws IllegalArgumentException saying what is wrong
     */
    public static AddressRange of(String cidr) {
        int slash = cidr.indexOf('/');
        String address = slash < 0 ? cidr : cidr.substring(0, slash);
        byte[] first = AddressLiteral.bytes(address)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + cidr + "' is no address block such as 10.0.0.0/8"));
        int bits = slash < 0 ? first.length * 8 : bits(cidr, cidr.substring(slash + 1), first.length * 8);
        AddressRange range = new AddressRange(first, bits);
        if (!Arrays.equals(first, range.masked(first))) {
            throw new IllegalArgumentException("'" + cidr + "' has bits set beyond its prefix");
        }
        if (AddressLiteral.mapped(first).isPresent()) {
            throw new IllegalArgumentException("'" + cidr + "' holds IPv4 addresses: write them as such");
        }
        return range;
    }

    /**
     * Reads several blocks.
     *
     * @param cidrs such as {@code 10.0.0.0/8}
     * @return the blocks
     * @throws IllegalArgumentException saying what is wrong with the first that is none
     */
    public static List<AddressRange> listOf(String... cidrs) {
        return Arrays.stream(cidrs).map(AddressRange::of).toList();
    }

    private static int bits(String cidr, String text, int most) {
        return Optional.of(text)
                .filter(digits -> digits.matches("0|[1-9][0-9]{0,2}"))
                .map(Integer::valueOf)
                .filter(bits -> bits <= most)
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + cidr + "' must have a prefix length from 0 to " + most));
    }

    /**
     * Whether an address is in this block.
     *
     * @param address 4 or 16 bytes
     * @return whether
     */
    public boolean contains(byte[] address) {
        return address.length == first.length && Arrays.equals(first, masked(address));
    }

    /**
     * Whether every address of another block is in this one.
     *
     * @param other the other
     * @return whether
     */
    public boolean covers(AddressRange other) {
        return bits <= other.bits && contains(other.first);
    }

    private byte[] masked(byte[] address) {
        byte[] masked = Arrays.copyOf(Arrays.copyOf(address, (bits + 7) / 8), address.length);
        if (bits % 8 != 0) {
            masked[bits / 8] &= (byte) (0xff << (8 - bits % 8));
        }
        return masked;
    }

    /**
     * Whether an address is in any of the blocks.
     *
     * @param ranges the blocks
     * @param address 4 or 16 bytes
     * @return whether
     */
    public static boolean anyContains(List<AddressRange> ranges, byte[] address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
