package io.github.webhooks4j.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses as text, read in the one strict way that no two parsers disagree on: no leading zeros, no missing
 * parts, no zone. Never looks anything up.
 */
public final class AddressLiteral {
    private static final String PART = "(0|[1-9][0-9]{0,2})";
    private static final Pattern QUAD = Pattern.compile(PART + "\\." + PART + "\\." + PART + "\\." + PART);
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int LONGEST = 45;

    private AddressLiteral() {}

    /**
     * Reads an address.
     *
     * @param text without brackets
     * @return 4 or 16 bytes, empty when the text is none
     */
    public static Optional<byte[]> bytes(String text) {
        return text.indexOf(':') < 0 ? quad(text) : groups(text);
    }

    private static Optional<byte[]> quad(String text) {
        Matcher parts = QUAD.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            int part = Integer.parseInt(parts.group(i + 1));
            if (part > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> groups(String text) {
        int gap = text.indexOf("::");
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        if (gap < 0) {
            return run(text, true).filter(all -> all.length == 16);
        }
        Optional<byte[]> head = run(text.substring(0, gap), false);
        Optional<byte[]> tail = run(text.substring(gap + 2), true);
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > 14) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(head.get(), 16);
        System.arraycopy(tail.get(), 0, bytes, 16 - tail.get().length, tail.get().length);
        return Optional.of(bytes);
    }

    /** Groups without a gap; a dotted quad may stand for the last two when the run ends the address. */
    private static Optional<byte[]> run(String text, boolean ends) {
        if (text.isEmpty()) {
            return Optional.of(new byte[0]);
        }
        String[] groups = text.split(":", -1);
        byte[] bytes = new byte[2 * groups.length + 2];
        int length = 0;
        for (int i = 0; i < groups.length; i++) {
            Optional<byte[]> group =
                    ends && i == groups.length - 1 && groups[i].indexOf('.') >= 0 ? quad(groups[i]) : group(groups[i]);
            if (group.isEmpty()) {
                return Optional.empty();
            }
            System.arraycopy(group.get(), 0, bytes, length, group.get().length);
            length += group.get().length;
        }
        return Optional.of(Arrays.copyOf(bytes, length));
    }

    private static Optional<byte[]> group(String text) {
        if (!GROUP.matcher(text).matches()) {
            return Optional.empty();
        }
        int value = Integer.parseInt(text, 16);
        return Optional.of(new byte[] {(byte) (value >> 8), (byte) value});
    }

    /**
     * The IPv4 address that {@code ::ffff:a.b.c.d} is.
     *
     * @param address 4 or 16 bytes
     * @return 4 bytes, empty for any other address
     */
    public static Optional<byte[]> mapped(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return Optional.empty();
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOfRange(address, 12, 16));
    }

    /**
     * As the JDK has it: IPv4 in IPv6 clothing becomes IPv4.
     *
     * @param bytes 4 or 16
     * @return the address
     */
    public static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes: " + bytes.length, e);
        }
    }
}
