package io.github.webhooks4j.verify.key;

import io.github.webhooks4j.Secret;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Fetches over HTTPS with the JDK's client, from hosts that were named before and from no others.
 *
 * <p>The address has the scheme {@code https}, a host that is exactly one of the allowed ones, no user, no
 * fragment and no port but 443. Redirects are not followed: any status but 200 is a failure of {@link #fetch(URI)}. One deadline covers
 * everything from the look-up of the name to the last byte of the body; a body over the limit is a failure as soon
 * as it is. No cookies, no cache, no authentication but what a call names. What fails is told without anything of the
 * address.
 *
 * <p>A proxy is used only when {@link Builder#proxy} names one: neither the JVM's default selector nor its system
 * properties are asked. Certificates are judged by the JVM's default TLS context.
 *
 * <p>Safe for all threads; the client behind it, with its threads, is made at the first call and lives as long as
 * this object.
 */
public final class HttpsKeyFetcher implements KeyFetcher {
    /** The longest that one call may take, from the look-up of the name to the last byte: 3 seconds. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(3);

    /** The most bytes that a body may have: 64 KiB. */
    public static final int DEFAULT_MAX_BYTES = 64 * 1024;

    private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int HTTPS_PORT = 443;
    private static final Pattern SENDABLE = Pattern.compile("[\\x20-\\x7e]+");

    private final Set<String> hosts;
    private final Duration deadline;
    private final int dialledPort;
    private final KeyExchange exchange;

    private HttpsKeyFetcher(Builder from) {
        hosts = Set.copyOf(from.hosts);
        deadline = from.deadline;
        dialledPort = from.dialledPort;
        exchange = new KeyExchange(from.deadline, from.maxBytes, from.proxy, from.tls);
    }

    /**
     * Starts a fetcher.
     *
     * @param hosts the hosts that may be asked, in lower case, compared exactly
     * @return the builder
     */
    public static Builder builder(String... hosts) {
        return new Builder(hosts);
    }

    /**
     * A fetcher with all defaults.
     *
     * @param hosts the hosts that may be asked, in lower case, compared exactly
     * @return the fetcher
     * @throws IllegalArgumentException for what is no host name, or none at all
     */
    public static HttpsKeyFetcher of(String... hosts) {
        return builder(hosts).build();
    }

    @Override
    public byte[] fetch(URI address) throws IOException {
        return exchange.of(request(address).header("Accept", "*/*").build(), Set.of(200))
                .body();
    }

    /**
     * Fetches where only who has credentials may. The same limits hold as for {@link #fetch(URI)}.
     *
     * @param address where to ask
     * @param authorization the whole value of {@code Authorization}, of visible ASCII and spaces
     * @return the answer of status 200, 401 or 404
     * @throws IOException when there is none; its message holds nothing of address, credentials and answer
     */
    public KeyAnswer fetch(URI address, Secret authorization) throws IOException {
        HttpRequest request = authorized(address, authorization)
                .header("Accept", "application/json")
                .build();
        HttpResponse<byte[]> answer = exchange.of(request, Set.of(200, 401, 404));
        return new KeyAnswer(answer.statusCode(), answer.body());
    }

    /**
     * Asks by POST, where keys are handed out to who has credentials. The same limits hold as for {@link #fetch(URI)}.
     *
     * @param address where to ask
     * @param json the question; may hold credentials
     * @return the answer of status 200 or 400, which tells why not
     * @throws IOException when there is none; its message holds nothing of address, question and answer
     */
    public byte[] ask(URI address, byte[] json) throws IOException {
        HttpRequest request = request(address)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        return exchange.of(request, Set.of(200, 400)).body();
    }

    /**
     * Asks by POST of a form, as tokens are asked for. The same limits hold as for {@link #fetch(URI)}.
     *
     * @param address where to ask
     * @param authorization the whole value of {@code Authorization}, of visible ASCII and spaces
     * @param form names and values, urlencoded
     * @return the answer of status 200
     * @throws IOException when there is none; its message holds nothing of address, credentials, question and answer
     */
    public byte[] askForm(URI address, Secret authorization, String form) throws IOException {
        HttpRequest request = authorized(address, authorization)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.US_ASCII))
                .build();
        return exchange.of(request, Set.of(200)).body();
    }

    /** The client would tell the value of a field that it cannot send. */
    private HttpRequest.Builder authorized(URI address, Secret authorization) throws IOException {
        if (!SENDABLE.matcher(authorization.reveal()).matches()) {
            throw new IOException("what should authorize a question cannot stand in a header field");
        }
        return request(address).header("Authorization", authorization.reveal());
    }

    private HttpRequest.Builder request(URI address) throws IOException {
        if (!isAllowed(address)) {
            throw new IOException("the address of a key is not one that may be asked");
        }
        return HttpRequest.newBuilder(dialled(address)).timeout(deadline);
    }

    private boolean isAllowed(URI address) {
        String host = address.getHost();
        return "https".equals(address.getScheme())
                && host != null
                && hosts.contains(host)
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && (address.getPort() == -1 || address.getPort() == HTTPS_PORT);
    }

    private URI dialled(URI address) {
        String rest = address.toString()
                .substring("https://".length() + address.getRawAuthority().length());
        return dialledPort == HTTPS_PORT
                ? address
                : URI.create("https://" + address.getHost() + ":" + dialledPort + rest);
    }

    /** Tells the number of hosts. */
    @Override
    public String toString() {
        return "HttpsKeyFetcher[hosts=" + hosts.size() + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {
        private final Set<String> hosts = new TreeSet<>();
        private Duration deadline = DEFAULT_DEADLINE;
        private int maxBytes = DEFAULT_MAX_BYTES;
        private @Nullable ProxySelector proxy;
        private @Nullable SSLContext tls;
        private int dialledPort = HTTPS_PORT;

        private Builder(String... hosts) {
            this.hosts.addAll(List.of(hosts));
        }

        /**
         * The longest that one call may take, from the look-up of the name to the last byte.
         *
         * @param longest up to a minute; by default {@link #DEFAULT_DEADLINE}
         * @return this builder
         */
        public Builder deadline(Duration longest) {
            deadline = longest;
            return this;
        }

        /**
         * The most bytes that a body may have.
         *
         * @param most 1 to 16 MiB; by default {@link #DEFAULT_MAX_BYTES}
         * @return this builder
         */
        public Builder maxBytes(int most) {
            maxBytes = most;
            return this;
        }

        /**
         * The proxy to go through.
         *
         * @param selector such as {@code ProxySelector.of(new InetSocketAddress("proxy.internal", 3128))}; by
         *     default there is none
         * @return this builder
         */
        public Builder proxy(ProxySelector selector) {
            proxy = selector;
            return this;
        }

        /** For tests: who is trusted, and the port of a server on this host. */
        Builder dialling(SSLContext trusting, int port) {
            tls = trusting;
            dialledPort = port;
            return this;
        }

        /**
         * The fetcher.
         *
         * @return the fetcher
         * @throws IllegalArgumentException naming every fault
         */
        public HttpsKeyFetcher build() {
            List<String> faults = new ArrayList<>();
            if (hosts.isEmpty()) {
                faults.add("no host is allowed");
            }
            for (String host : hosts) {
                if (!host.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")) {
                    faults.add("'" + host + "' is no host name in lower case");
                }
            }
            if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(LONGEST_DEADLINE) > 0) {
                faults.add("deadline is " + deadline + " but must be positive and at most " + LONGEST_DEADLINE);
            }
            if (maxBytes < 1 || maxBytes > MOST_BYTES) {
                faults.add("maxBytes is " + maxBytes + " but must be 1 to " + MOST_BYTES);
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("key fetcher: " + String.join("; ", faults));
            }
            return new HttpsKeyFetcher(this);
        }
    }
}
