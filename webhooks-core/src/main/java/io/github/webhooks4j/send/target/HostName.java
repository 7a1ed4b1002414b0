package io.github.webhooks4j.send.target;

import io.github.webhooks4j.internal.AddressLiteral;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the host of a URL must look like, in lower case, an IPv6 address in brackets. */
final class HostName {
    private static final int LONGEST = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** Names that end in these mean something else on every network. */
    private static final List<String> INTERNAL = List.of(".localhost", ".local", ".internal", ".localdomain", ".onion");

    private HostName() {}

    static Optional<String> fault(String host) {
        if (host.startsWith("[")) {
            return isLiteral(host.substring(1, host.length() - 1))
                    ? Optional.empty()
                    : Optional.of("the host is no IPv6 address; a zone is not allowed");
        }
        String[] labels = host.split("\\.", -1);
        if (endsInNumber(labels)) {
            return isLiteral(host)
                    ? Optional.empty()
                    : Optional.of("the host is no IPv4 address of four decimal parts");
        }
        return faultOfName(host, labels);
    }

    private static boolean isLiteral(String host) {
        return AddressLiteral.bytes(host).isPresent();
    }

    /** Some parsers read such a host as an address; no top-level domain starts with a digit. */
    private static boolean endsInNumber(String[] labels) {
        String last = labels[labels.length - 1];
        return !last.isEmpty() && last.charAt(0) >= '0' && last.charAt(0) <= '9';
    }

    private static Optional<String> faultOfName(String host, String[] labels) {
        if (labels.length < 2) {
            return Optional.of("the host must be a full name, of two labels or more");
        }
        if (host.length() > LONGEST) {
            return Optional.of("the host is longer than " + LONGEST + " characters");
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.of("the host must be labels of letters, digits and inner hyphens, at most 63 each,"
                        + " without a dot at its end; names in other scripts as xn--");
            }
        }
        return INTERNAL.stream().anyMatch(host::endsWith)
                ? Optional.of("the host is a name for internal use")
                : Optional.empty();
    }
}
