package io.github.webhooks4j.send.target;

import static io.github.webhooks4j.fuzz.FuzzInput.check;

import io.github.webhooks4j.fuzz.FuzzInput;
import io.github.webhooks4j.send.target.TargetVerdict.Allowed;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** URLs of endpoints: what is allowed is read the same by other parsers, and leads to no address that is denied. */
public final class TargetUrlFuzz {
    private static final OwnAddresses NONE = new OwnAddresses(Set::of, () -> 0);
    private static final TargetPolicy STRICT = TargetPolicy.builder().own(NONE).build();
    private static final TargetPolicy LOOSE = TargetPolicy.builder()
            .own(NONE)
            .allowHttp(true)
            .allow("10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "fd00::/8")
            .build();

    private TargetUrlFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        TargetPolicy policy = input.choice(List.of(STRICT, LOOSE));
        String url = input.text();
        if (policy.url(url) instanceof Allowed allowed) {
            checkParts(policy, url, allowed);
            checkOthers(url, allowed);
            checkHost(allowed);
            allowed.literal().ifPresent(address -> checkAddress(policy, address));
        }
        check(policy == LOOSE || !(policy.url(url) instanceof Allowed) || LOOSE.url(url) instanceof Allowed, "looser");
    }

    private static void checkParts(TargetPolicy policy, String url, Allowed allowed) {
        check(allowed.https() || policy == LOOSE, "https unless said otherwise", url);
        int port = allowed.port();
        check(port == 443 || (port >= 1024 && port <= 65535) || (port == 80 && !allowed.https()), "port", url);
        check(url.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\'), "visible ASCII", url);
    }

    /** Another parser of the JDK, and what every simple one does: cut at the first of {@code / ? #}. */
    private static void checkOthers(String url, Allowed allowed) {
        String authority =
                url.substring(url.indexOf("//") + 2).split("[/?#]", 2)[0].toLowerCase(Locale.ROOT);
        check(authority.indexOf('@') < 0 && authority.indexOf('%') < 0, "no user information, no escape", url);
        boolean bracketed = allowed.host().indexOf(':') >= 0;
        String host = bracketed ? "[" + allowed.host() + "]" : allowed.host();
        check(authority.equals(host) || authority.startsWith(host + ":"), "the host that others see", url, host);
        try {
            URL other = new URL(url);
            check(other.getHost().equalsIgnoreCase(host), "the host that java.net.URL sees", url, other.getHost());
            int port = other.getPort() < 0 ? other.getDefaultPort() : other.getPort();
            check(port == allowed.port(), "the port that java.net.URL sees", url, port);
        } catch (MalformedURLException e) {
            throw new AssertionError(url, e);
        }
    }

    /** A host that any resolver could take for a number is a literal that was judged. */
    private static void checkHost(Allowed allowed) {
        String host = allowed.host();
        String last = host.substring(host.lastIndexOf('.') + 1);
        boolean number = host.indexOf(':') >= 0 || last.matches("[0-9].*");
        check(number == allowed.literal().isPresent(), "a number is judged as one", host);
        check(number || host.indexOf('.') > 0, "no name of one label", host);
        check(!host.endsWith(".") && !host.equals("localhost") && !host.endsWith(".localhost"), "a public name", host);
        if (number) {
            try {
                check(Optional.of(InetAddress.getByName(host)).equals(allowed.literal()), "as the JDK reads it", host);
            } catch (UnknownHostException e) {
                throw new AssertionError(host, e);
            }
        }
    }

    private static void checkAddress(TargetPolicy policy, InetAddress address) {
        check(policy.addresses(List.of(address)).isEmpty(), "a denied address is refused in a URL too", address);
        check(!address.isAnyLocalAddress() && !address.isMulticastAddress(), "one machine", address);
        check(!address.getHostAddress().equals("169.254.169.254"), "no metadata", address);
        if (policy == STRICT) {
            check(!address.isLoopbackAddress() && !address.isSiteLocalAddress(), "public", address);
            check(!address.isLinkLocalAddress() && (address.getAddress()[0] & 0xfe) != 0xfc, "public", address);
        }
    }
}
