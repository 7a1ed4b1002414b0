package io.github.webhooks4j.verify;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.internal.AddressLiteral;
import io.github.webhooks4j.internal.AddressRange;
import io.github.webhooks4j.verify.Rejected.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From which addresses requests may come. Immutable. */
final class ClientAddresses {
    private static final String FORWARDED = "X-Forwarded-For";
    private static final int MAX_ENTRIES = 32;

    /** As proxies write them: {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code 2001:db8::1}, {@code [2001:db8::1]:4711}. */
    private static final Pattern ENTRY =
            Pattern.compile("([0-9.]+)(?::[0-9]{1,5})?|([0-9A-Fa-f:.]+)|\\[([0-9A-Fa-f:.]+)](?::[0-9]{1,5})?");

    private final List<AddressRange> allowed;
    private final List<AddressRange> proxies;
    private final int hops;

    ClientAddresses(List<AddressRange> allowed, List<AddressRange> proxies, int hops) {
        this.allowed = allowed;
        this.proxies = proxies;
        this.hops = hops;
    }

    /** Why a request is not from there. */
    Optional<Reason> fault(RequestHead head) {
        Optional<String> peer = head.remoteAddress();
        if (peer.isEmpty()) {
            return Optional.of(Reason.MISSING);
        }
        List<String> chain = hops == 0 ? new ArrayList<>() : forwarded(head);
        chain.add(peer.get());
        if (chain.size() > MAX_ENTRIES) {
            return Optional.of(Reason.MALFORMED);
        }
        int client = chain.size() - 1 - hops;
        for (int i = chain.size() - 1; i > client && i >= 0; i--) {
            Optional<byte[]> proxy = address(chain.get(i));
            if (proxy.isEmpty() || !AddressRange.anyContains(proxies, proxy.get())) {
                return Optional.of(proxy.isEmpty() ? Reason.MALFORMED : Reason.MISMATCH);
            }
        }
        return client < 0 ? Optional.of(Reason.MISSING) : clientFault(chain.get(client));
    }

    private Optional<Reason> clientFault(String text) {
        Optional<byte[]> address = address(text);
        if (address.isEmpty()) {
            return Optional.of(Reason.MALFORMED);
        }
        return AddressRange.anyContains(allowed, address.get()) ? Optional.empty() : Optional.of(Reason.MISMATCH);
    }

    /** The entries of all lines, as proxies append them. */
    private static List<String> forwarded(RequestHead head) {
        List<String> entries = new ArrayList<>();
        for (String line : head.headers().all(FORWARDED)) {
            for (String entry : line.split(",", -1)) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }

    private static Optional<byte[]> address(String text) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            return Optional.empty();
        }
        String plain = Optional.ofNullable(entry.group(1))
                .or(() -> Optional.ofNullable(entry.group(2)))
                .orElseGet(() -> entry.group(3));
        return AddressLiteral.bytes(plain)
                .map(bytes -> AddressLiteral.mapped(bytes).orElse(bytes));
    }
}
