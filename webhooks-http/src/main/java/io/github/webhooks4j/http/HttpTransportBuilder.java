package io.github.webhooks4j.http;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.send.target.AddressResolver;
import io.github.webhooks4j.send.target.TargetPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link HttpTransport} works. Not thread-safe; {@link #build()} may be called more than once.
 *
 * <p>There is no setting that weakens TLS, follows redirects, sends a request twice, or reads a proxy from system
 * properties or the environment.
 */
public final class HttpTransportBuilder {
    /** How long one address may take to connect, and how long the TLS handshake may be silent: 5 seconds. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** How long an address look-up may take: 5 seconds. */
    public static final Duration DEFAULT_LOOKUP_TIMEOUT = Duration.ofSeconds(5);

    /** How many address look-ups run at once: 16. */
    public static final int DEFAULT_LOOKUP_THREADS = 16;

    /** How many threads read and write: 2. */
    public static final int DEFAULT_IO_THREADS = 2;

    /** How many connections there may be, in use and kept: 10,000. */
    public static final int DEFAULT_MAX_CONNECTIONS = 10_000;

    /** How many of them may be to one host and port: 10,000. */
    public static final int DEFAULT_MAX_CONNECTIONS_PER_HOST = 10_000;

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_THREADS = 1000;
    private static final int MOST_CONNECTIONS = 1_000_000;

    private final List<X509Certificate> trusted = new ArrayList<>();
    private TargetPolicy policy = TargetPolicy.publicOnly();
    private AddressResolver resolver = host -> List.of(InetAddress.getAllByName(host));
    private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private Duration lookupTimeout = DEFAULT_LOOKUP_TIMEOUT;
    private int lookupThreads = DEFAULT_LOOKUP_THREADS;
    private int ioThreads = DEFAULT_IO_THREADS;
    private int maxConnections = DEFAULT_MAX_CONNECTIONS;
    private int maxConnectionsPerHost = DEFAULT_MAX_CONNECTIONS_PER_HOST;
    private @Nullable String proxyHost;
    private int proxyPort;
    private @Nullable SSLContext sslContext;
    private @Nullable KeyStore clientKeys;
    private char @Nullable [] clientPassword;

    HttpTransportBuilder() {}

    /**
     * Which URLs and addresses may be used.
     *
     * @param value default {@link TargetPolicy#publicOnly()}
     * @return this builder
     */
    public HttpTransportBuilder targetPolicy(TargetPolicy value) {
        policy = requireNonNull(value, "targetPolicy");
        return this;
    }

    /**
     * What looks names up, once for each connection that is opened. It may block: it has threads of its own.
     *
     * @param value default the JDK's, which keeps what it found for 30 seconds
     * @return this builder
     */
    public HttpTransportBuilder addressResolver(AddressResolver value) {
        resolver = requireNonNull(value, "addressResolver");
        return this;
    }

    /**
     * How long one address may take to connect; of several addresses each has this long. Also how long a TLS
     * handshake may be silent. The request's own deadline holds besides.
     *
     * @param value 10 ms to 10 min, default 5 seconds
     * @return this builder
     */
    public HttpTransportBuilder connectTimeout(Duration value) {
        connectTimeout = requireNonNull(value, "connectTimeout");
        return this;
    }

    /**
     * How long an address look-up may take.
     *
     * @param value 10 ms to 10 min, default 5 seconds
     * @return this builder
     */
    public HttpTransportBuilder lookupTimeout(Duration value) {
        lookupTimeout = requireNonNull(value, "lookupTimeout");
        return this;
    }

    /**
     * How many address look-ups run at once. One that hangs keeps its thread; when all hang, names fail at once
     * and literal addresses still go.
     *
     * @param value 1 to 1000, default {@value #DEFAULT_LOOKUP_THREADS}
     * @return this builder
     */
    public HttpTransportBuilder lookupThreads(int value) {
        lookupThreads = value;
        return this;
    }

    /**
     * How many threads read and write. A request in flight has none of its own.
     *
     * @param value 1 to 1000, default {@value #DEFAULT_IO_THREADS}
     * @return this builder
     */
    public HttpTransportBuilder ioThreads(int value) {
        ioThreads = value;
        return this;
    }

    /**
     * How many connections there may be, in use and kept. A request beyond that waits, within its deadline.
     *
     * @param value 1 to 1,000,000, default {@value #DEFAULT_MAX_CONNECTIONS}
     * @return this builder
     */
    public HttpTransportBuilder maxConnections(int value) {
        maxConnections = value;
        return this;
    }

    /**
     * How many connections may be to one scheme, host and port.
     *
     * @param value 1 to 1,000,000, default {@value #DEFAULT_MAX_CONNECTIONS_PER_HOST}
     * @return this builder
     */
    public HttpTransportBuilder maxConnectionsPerHost(int value) {
        maxConnectionsPerHost = value;
        return this;
    }

    /**
     * Sends everything through an HTTP proxy, https by CONNECT. <b>The proxy looks the names up, so only the proxy
     * can refuse addresses that a name resolves to: it must do so.</b> The rules for URLs hold here as ever. No
     * other proxy is used: neither system properties nor the environment are read.
     *
     * @param host the proxy's name or address, not judged by the target policy
     * @param port the proxy's port
     * @return this builder
     */
    public HttpTransportBuilder proxy(String host, int port) {
        proxyHost = requireNonNull(host, "proxy");
        proxyPort = port;
        return this;
    }

    /**
     * Whom to trust and which certificate to show, all in one. Versions, ciphers and the check of the host name
     * stay as they are. Excludes {@link #trustedCertificates(Path)} and {@link #clientCertificate}.
     *
     * @param value the context
     * @return this builder
     */
    public HttpTransportBuilder sslContext(SSLContext value) {
        sslContext = requireNonNull(value, "sslContext");
        return this;
    }

    /**
     * Certificates of authorities to trust, besides those of the platform.
     *
     * @param pem a file with one or more certificates
     * @return this builder
     * @throws IllegalArgumentException when there is no certificate in it
     * @throws WebhookException when the file cannot be read
     */
    public HttpTransportBuilder trustedCertificates(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> found = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) certificate);
            }
            if (found.isEmpty()) {
                throw new IllegalArgumentException("trustedCertificates: no certificate in the file");
            }
            trusted.addAll(found);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("trustedCertificates: the file has no valid certificates", e);
        } catch (IOException e) {
            throw new WebhookException("trustedCertificates: the file cannot be read", e);
        }
        return this;
    }

    /**
     * A certificate to show to servers that ask for one.
     *
     * @param keys holds the private key and its certificate chain
     * @param password of the private key; copied
     * @return this builder
     */
    public HttpTransportBuilder clientCertificate(KeyStore keys, char[] password) {
        clientKeys = requireNonNull(keys, "clientCertificate");
        clientPassword = password.clone();
        return this;
    }

    /**
     * A transport, with its threads started.
     *
     * @return the transport, to be closed
     * @throws IllegalArgumentException naming every setting that is out of its limits
     */
    public HttpTransport build() {
        List<String> faults = new ArrayList<>();
        within(faults, "connectTimeout", connectTimeout);
        within(faults, "lookupTimeout", lookupTimeout);
        within(faults, "lookupThreads", lookupThreads, MOST_THREADS);
        within(faults, "ioThreads", ioThreads, MOST_THREADS);
        within(faults, "maxConnections", maxConnections, MOST_CONNECTIONS);
        within(faults, "maxConnectionsPerHost", maxConnectionsPerHost, MOST_CONNECTIONS);
        if (proxyHost != null && (proxyHost.isBlank() || proxyPort < 1 || proxyPort > 65_535)) {
            faults.add("proxy must have a host and a port of 1 to 65535");
        }
        if (sslContext != null && (!trusted.isEmpty() || clientKeys != null)) {
            faults.add("sslContext excludes trustedCertificates and clientCertificate");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the transport cannot be built: " + String.join("; ", faults));
        }
        return new HttpTransport(settings());
    }

    private TransportSettings settings() {
        SSLContext tls = sslContext != null ? sslContext : Tls.context(trusted, clientKeys, clientPassword);
        HttpHost proxy = proxyHost == null ? null : new HttpHost("http", proxyHost.toLowerCase(Locale.ROOT), proxyPort);
        return new TransportSettings(
                policy,
                resolver,
                connectTimeout,
                lookupTimeout,
                lookupThreads,
                ioThreads,
                maxConnections,
                maxConnectionsPerHost,
                proxy,
                Tls.strategy(tls));
    }

    private static void within(List<String> faults, String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            faults.add(name + " is " + value + " but must be " + SHORTEST + " to " + LONGEST);
        }
    }

    private static void within(List<String> faults, String name, int value, int most) {
        if (value < 1 || value > most) {
            faults.add(name + " is " + value + " but must be 1 to " + most);
        }
    }
}
