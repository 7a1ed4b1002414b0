package io.github.webhooks4j.send.target;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where the sender may connect. An endpoint's URL comes from strangers: without these rules it is a way to reach
 * what only this host can reach.
 *
 * <p>The URL is judged when it is registered and at every attempt, the addresses of its host at every new
 * connection; only an address that was judged may be dialled.
 *
 * <p>Denied are all addresses but those that are routed to one public host: loopback, private, link-local, shared,
 * documentation, tunnel and multicast blocks, the metadata services of clouds, and the addresses of this host's own
 * interfaces, public ones too.
 *
 * <p>Immutable and thread-safe. Nothing here looks up a name or connects; the addresses of the interfaces are listed
 * again at most every 30 seconds.
 */
public final class TargetPolicy {
    /** Most addresses that a name may have: 64. A name with more is refused, whatever they are. */
    public static final int MAX_ADDRESSES = 64;

    private static final TargetPolicy PUBLIC_ONLY = builder().build();
    private static final TargetVerdict.Refused BLOCKED = new TargetVerdict.Refused("blocked address");
    private static final TargetVerdict.Refused TOO_MANY = new TargetVerdict.Refused("the host has too many addresses");

    private final UrlRules urls;
    private final AddressRules addresses;

    TargetPolicy(UrlRules urls, AddressRules addresses) {
        this.urls = urls;
        this.addresses = addresses;
    }

    /**
     * The default: {@code https} only, public addresses only.
     *
     * @return the policy
     */
    public static TargetPolicy publicOnly() {
        return PUBLIC_ONLY;
    }

    /**
     * Starts from the default.
     *
     * @return a builder
     */
    public static TargetPolicyBuilder builder() {
        return new TargetPolicyBuilder();
    }

    /**
     * Judges a URL, and its address when its host is a literal one.
     *
     * <p>At most 2048 printable ASCII characters, an absolute {@code https} URL (or {@code http} where the policy
     * has it) without user information and fragment; a port of 443, from 1024 on, or 80 with {@code http}; as host a
     * strictly written address, or a name of two labels or more that ends in no name for internal use.
     *
     * @param url the URL as given, however broken
     * @return the verdict; a refusal does not repeat the URL
     */
    public TargetVerdict url(String url) {
        TargetVerdict verdict = urls.judge(url);
        if (verdict instanceof TargetVerdict.Allowed allowed
                && allowed.literal().filter(addresses::denies).isPresent()) {
            return BLOCKED;
        }
        return verdict;
    }

    /**
     * Judges what the host of an allowed URL resolved to. One denied address refuses all: who answers with a good
     * and a bad one is not to be trusted with the choice.
     *
     * @param answers the addresses; with none there is nothing to refuse, and nothing to dial
     * @return the refusal, which does not tell the address; empty when every one of them may be dialled
     */
    public Optional<TargetVerdict.Refused> addresses(List<InetAddress> answers) {
        if (answers.size() > MAX_ADDRESSES) {
            return Optional.of(TOO_MANY);
        }
        return answers.stream().anyMatch(addresses::denies) ? Optional.of(BLOCKED) : Optional.empty();
    }
}
