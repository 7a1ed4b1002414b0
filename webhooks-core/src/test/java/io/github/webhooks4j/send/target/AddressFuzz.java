package io.github.webhooks4j.send.target;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.internal.AddressLiteral;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Addresses, as bytes and as text: whatever clothes an address wears, a denied one is denied. */
public final class AddressFuzz {
    private static final OwnAddresses NONE = new OwnAddresses(Set::of, () -> 0);
    private static final TargetPolicy STRICT = TargetPolicy.builder().own(NONE).build();
    private static final TargetPolicy NO_NAT64 = TargetPolicy.builder()
            .own(NONE)
            .allowAddressesEmbeddedInNat64(false)
            .build();

    private static final Pattern OCTAL = Pattern.compile("(^|[.:])0[0-9]+\\.|\\.0[0-9]");

    private AddressFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        if (bytes.length == 4 || bytes.length == 16) {
            checkAddress(bytes);
        }
        String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        AddressLiteral.bytes(text).ifPresent(address -> checkText(text, address));
    }

    private static boolean denied(TargetPolicy policy, byte[] address) {
        return policy.addresses(List.of(AddressLiteral.address(address))).isPresent();
    }

    private static void checkAddress(byte[] bytes) {
        InetAddress address = AddressLiteral.address(bytes);
        boolean local = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (bytes.length == 16 && !(address instanceof Inet4Address) && (bytes[0] & 0xfe) == 0xfc);
        check(!local || denied(STRICT, bytes), "what even the JDK knows to be local", address);
        check(denied(NO_NAT64, bytes) || !denied(STRICT, bytes), "without NAT64 no less is denied", address);
        if (bytes.length == 4) {
            boolean denied = denied(STRICT, bytes);
            check(denied(STRICT, in("00000000000000000000ffff", bytes)) == denied, "mapped", address);
            check(denied(STRICT, in("0064ff9b0000000000000000", bytes)) == denied, "behind NAT64", address);
            check(denied(NO_NAT64, in("0064ff9b0000000000000000", bytes)), "NAT64 that is not allowed", address);
            check(denied(STRICT, in("000000000000000000000000", bytes)), "compatible", address);
            check(denied(STRICT, in("2002", bytes)), "6to4", address);
        } else if (!(address instanceof Inet4Address) && !denied(STRICT, bytes)) {
            boolean global = (bytes[0] & 0xe0) == 0x20;
            boolean nat64 = Arrays.equals(Arrays.copyOf(bytes, 12), Arrays.copyOf(in("0064ff9b", new byte[4]), 12));
            check(global || nat64, "global or embedded", address);
        }
    }

    /** An IPv4 address behind a prefix in hex; what is left of 16 bytes is zero. */
    private static byte[] in(String prefix, byte[] address) {
        byte[] head = java.util.HexFormat.of().parseHex(prefix);
        byte[] bytes = Arrays.copyOf(head, 16);
        System.arraycopy(address, 0, bytes, head.length, address.length);
        return bytes;
    }

    private static void checkText(String text, byte[] address) {
        check(text.matches("[0-9A-Fa-f.:]+") && text.length() <= 45, "plain", text);
        check(!OCTAL.matcher(text).find(), "no part that some read as octal", text);
        try {
            InetAddress other = InetAddress.getByName(text);
            check(Optional.of(AddressLiteral.address(address)).equals(Optional.of(other)), "as the JDK reads it", text);
        } catch (UnknownHostException e) {
            throw new AssertionError(text, e);
        }
    }
}
