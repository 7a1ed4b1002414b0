package io.github.webhooks4j.verify;

import io.github.webhooks4j.internal.AddressRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Collects a {@link ChannelVerifier}. Not thread-safe; {@link #build()} may be called more than once. */
public final class ChannelVerifierBuilder {
    private static final Pattern NAME = Pattern.compile("(dns|email|uri):\\S+");
    private static final Pattern PIN = Pattern.compile("[A-Za-z0-9+/]{43}=");
    private static final int MOST_HOPS = 16;

    private final Set<String> subjects = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> pins = new LinkedHashSet<>();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> proxies = new ArrayList<>();
    private int hops;

    ChannelVerifierBuilder() {}

    /**
     * Accepts a client certificate of this subject. Of all that is told about certificates one is enough.
     *
     * @param distinguishedName the whole name (RFC 2253), such as {@code CN=sender,O=Bank,C=DE}; its case and blanks
     *     are compared as X.500 has it
     * @return this builder
     */
    public ChannelVerifierBuilder certificateSubject(String distinguishedName) {
        subjects.add(distinguishedName);
        return this;
    }

    /**
     * Accepts a client certificate with this subject alternative name, exactly: no wildcards.
     *
     * @param name {@code dns:} and a host name, {@code email:} and an address, or {@code uri:} and a URI
     * @return this builder
     */
    public ChannelVerifierBuilder certificateName(String name) {
        names.add(name.startsWith("dns:") ? name.toLowerCase(Locale.ROOT) : name);
        return this;
    }

    /**
     * Accepts a client certificate with this public key.
     *
     * @param sha256 the Base64 of the SHA-256 of its SubjectPublicKeyInfo, as in RFC 7469
     * @return this builder
     */
    public ChannelVerifierBuilder certificateKey(String sha256) {
        pins.add(sha256);
        return this;
    }

    /**
     * Accepts these addresses only.
     *
     * @param blocks IPv4 or IPv6, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; IPv4 in IPv6 clothing is IPv4
     * @return this builder
     */
    public ChannelVerifierBuilder addresses(String... blocks) {
        addresses.addAll(Arrays.asList(blocks));
        return this;
    }

    /**
     * Requests come through proxies, each of which appends the address that it was called from to {@code
     * X-Forwarded-For}. Default: none; then that field is not looked at. Not for a container that reads it already.
     *
     * @param count how many proxies, one or more: the entry at this distance from the end is the client
     * @param blocks where the proxies are; a request that comes past them is rejected
     * @return this builder
     */
    public ChannelVerifierBuilder behindProxies(int count, String... blocks) {
        hops = count;
        proxies.clear();
        proxies.addAll(Arrays.asList(blocks));
        if (blocks.length == 0 || count < 1) {
            hops = -1;
        }
        return this;
    }

    /**
     * The verifier.
     *
     * @return the verifier
     * @throws IllegalArgumentException naming every fault
     */
    public ChannelVerifier build() {
        List<String> faults = new ArrayList<>();
        List<AddressRange> allowed = read(addresses, AddressRange::of, "addresses", faults);
        List<AddressRange> between = read(proxies, AddressRange::of, "behindProxies", faults);
        List<X500Principal> principals = read(subjects, X500Principal::new, "certificateSubject", faults);
        each(names, NAME, "certificateName: '%' is none: dns:, email: or uri: and a name", faults::add);
        each(pins, PIN, "certificateKey: '%' is not the Base64 of 32 bytes", faults::add);
        boolean certified = !subjects.isEmpty() || !names.isEmpty() || !pins.isEmpty();
        if (!certified && addresses.isEmpty()) {
            faults.add("neither a certificate nor an address is told");
        }
        if (hops < 0 || hops > MOST_HOPS) {
            faults.add("behindProxies: 1 to " + MOST_HOPS + " proxies, and where they are");
        }
        if (hops != 0 && addresses.isEmpty()) {
            faults.add("behindProxies: no addresses are told");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("channel: " + String.join("; ", faults));
        }
        return new ChannelVerifier(
                certified
                        ? Optional.of(new ClientCertificates(new LinkedHashSet<>(principals), names, pins))
                        : Optional.empty(),
                addresses.isEmpty() ? Optional.empty() : Optional.of(new ClientAddresses(allowed, between, hops)));
    }

    /** Reads a text, or throws {@link IllegalArgumentException}. */
    private interface Reader<T> {
        T read(String text);
    }

    private static <T> List<T> read(Iterable<String> texts, Reader<T> reader, String setting, List<String> faults) {
        List<T> all = new ArrayList<>();
        for (String text : texts) {
            try {
                all.add(reader.read(text));
            } catch (IllegalArgumentException e) {
                faults.add(setting + ": '" + text + "': " + e.getMessage());
            }
        }
        return all;
    }

    private static void each(Set<String> texts, Pattern shape, String fault, Consumer<String> faults) {
        for (String text : texts) {
            if (!shape.matcher(text).matches()) {
                faults.accept(fault.replace("%", text));
            }
        }
    }
}
