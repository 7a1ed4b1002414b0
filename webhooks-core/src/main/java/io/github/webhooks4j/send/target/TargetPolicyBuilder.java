package io.github.webhooks4j.send.target;

import io.github.webhooks4j.internal.AddressRange;
import java.util.ArrayList;
import java.util.List;

/** Collects the exceptions to {@link TargetPolicy#publicOnly()}. Not thread-safe. */
public final class TargetPolicyBuilder {
    /** Whether plain {@code http} may be used: no. */
    public static final boolean DEFAULT_ALLOW_HTTP = false;

    /** Whether an address of {@code 64:ff9b::/96} is as good as the IPv4 address in it: yes. */
    public static final boolean DEFAULT_ALLOW_ADDRESSES_EMBEDDED_IN_NAT64 = true;

    private final List<String> allowed = new ArrayList<>();
    private boolean http = DEFAULT_ALLOW_HTTP;
    private boolean nat64 = DEFAULT_ALLOW_ADDRESSES_EMBEDDED_IN_NAT64;
    private OwnAddresses own = OwnAddresses.ofThisHost();

    TargetPolicyBuilder() {}

    /**
     * Whether plain {@code http} may be used beside {@code https}.
     *
     * @param value default {@value #DEFAULT_ALLOW_HTTP}
     * @return this builder
     */
    public TargetPolicyBuilder allowHttp(boolean value) {
        http = value;
        return this;
    }

    /**
     * Allows addresses that are denied by default, private ones and this host's own. May be called repeatedly. What
     * is public stays allowed; the metadata services of clouds, multicast, {@code 0.0.0.0/8}, {@code 240.0.0.0/4}
     * and {@code ::} stay denied even within an allowed block. The rules for host names stay as they are:
     * {@code localhost} is no host, {@code 127.0.0.1} is one where {@code 127.0.0.0/8} is allowed.
     *
     * @param cidrs blocks such as {@code 10.1.0.0/16} or {@code fd12:3456::/32}, or single addresses
     * @return this builder
     */
    public TargetPolicyBuilder allow(String... cidrs) {
        allowed.addAll(List.of(cidrs));
        return this;
    }

    /**
     * Whether an address of {@code 64:ff9b::/96} gets the verdict of the IPv4 address that it carries, so that hosts
     * behind NAT64 and DNS64 reach receivers that have only IPv4. Otherwise such addresses are denied.
     *
     * @param value default {@value #DEFAULT_ALLOW_ADDRESSES_EMBEDDED_IN_NAT64}
     * @return this builder
     */
    public TargetPolicyBuilder allowAddressesEmbeddedInNat64(boolean value) {
        nat64 = value;
        return this;
    }

    /** For tests: another host's interfaces. */
    TargetPolicyBuilder own(OwnAddresses value) {
        own = value;
        return this;
    }

    /**
     * The policy.
     *
     * @return the policy
     * @throws IllegalArgumentException naming every block that cannot be read or could never be allowed
     */
    public TargetPolicy build() {
        List<String> faults = new ArrayList<>();
        List<AddressRange> ranges = new ArrayList<>();
        for (String cidr : allowed) {
            try {
                AddressRange range = AddressRange.of(cidr);
                ranges.add(range);
                if (AddressRules.neverAllowed(range)) {
                    faults.add("'" + cidr + "' is never allowed");
                }
            } catch (IllegalArgumentException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the target policy cannot be built: " + String.join("; ", faults));
        }
        return new TargetPolicy(new UrlRules(http), new AddressRules(ranges, nat64, own));
    }
}
