package io.github.webhooks4j.send.target;

import io.github.webhooks4j.internal.AddressLiteral;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the URL of an endpoint must look like. Read once by one parser, and refused wherever another parser might see
 * another host. Immutable.
 */
final class UrlRules {
    private static final int LONGEST = 2048;
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int FIRST_UNPRIVILEGED = 1024;
    private static final int LAST = 65_535;

    private final boolean http;

    UrlRules(boolean http) {
        this.http = http;
    }

    TargetVerdict judge(String url) {
        if (!isPrintableAscii(url)) {
            return refused("the URL must have 1 to " + LONGEST
                    + " printable ASCII characters, without blanks and backslashes");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException | NumberFormatException e) { // the latter for a long number in an IPv6 literal
            return refused("the URL cannot be parsed");
        }
        return faultOf(uri).<TargetVerdict>map(UrlRules::refused).orElseGet(() -> allowed(uri));
    }

    private static TargetVerdict.Refused refused(String reason) {
        return new TargetVerdict.Refused(reason);
    }

    private static boolean isPrintableAscii(String url) {
        return !url.isEmpty()
                && url.length() <= LONGEST
                && url.chars().allMatch(c -> c >= 0x21 && c <= 0x7e && c != '\\');
    }

    private Optional<String> faultOf(URI uri) {
        String scheme = scheme(uri);
        if (!scheme.equals("https") && !(http && scheme.equals("http"))) {
            return Optional.of(http ? "the scheme must be https or http" : "the scheme must be https");
        }
        if (uri.getHost() == null) {
            return Optional.of("the host is missing or malformed");
        }
        if (uri.getRawAuthority().indexOf('@') >= 0) {
            return Optional.of("the URL must not hold user information");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("the URL must not have a fragment");
        }
        return faultOfPort(uri).or(() -> HostName.fault(host(uri)));
    }

    private static Optional<String> faultOfPort(URI uri) {
        String port = uri.getRawAuthority().substring(uri.getHost().length());
        boolean wellFormed = port.isEmpty() || PORT.matcher(port.substring(1)).matches();
        return wellFormed && isAllowed(port(uri), scheme(uri))
                ? Optional.empty()
                : Optional.of("the port must be 443, from 1024 to 65535, or 80 with http");
    }

    private static boolean isAllowed(int port, String scheme) {
        return port == HTTPS_PORT
                || (port == HTTP_PORT && scheme.equals("http"))
                || (port >= FIRST_UNPRIVILEGED && port <= LAST);
    }

    private static TargetVerdict allowed(URI uri) {
        String host = host(uri);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        Optional<InetAddress> literal = AddressLiteral.bytes(bare).map(AddressLiteral::address);
        return new TargetVerdict.Allowed(scheme(uri).equals("https"), bare, port(uri), literal);
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return scheme(uri).equals("https") ? HTTPS_PORT : HTTP_PORT;
    }
}
