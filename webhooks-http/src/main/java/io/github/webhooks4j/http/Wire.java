package io.github.webhooks4j.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionOperator;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The I/O threads and the connections they serve. Of the HTTP library it takes the reactor, the pool, TLS and the
 * HTTP/1.1 codec; redirects, retries, cookies, credentials and content decoding are not switched off but absent.
 *
 * <p>An {@link Error} ends an I/O thread for good; the wire is then of no use, and {@code broken} is told.
 */
final class Wire {
    /** How long a connection is kept for the next request: many servers close theirs after 5 seconds. */
    static final TimeValue IDLE = TimeValue.ofSeconds(4);

    /** How long a connection may be used at all: then the name is looked up and judged anew. */
    private static final TimeValue LIFE = TimeValue.ofSeconds(60);

    static final TlsConfig TLS =
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build();

    private static final int BUFFER = 2048;
    private static final int LONGEST_CHUNK_LINE = 4096;
    private static final int MOST_TRAILERS = 50;
    private static final TimeValue SELECT = TimeValue.ofMilliseconds(200);

    private final DefaultConnectingIOReactor reactor;
    private final PoolingAsyncClientConnectionManager connections;
    private volatile boolean closed;
    private volatile boolean broken;

    Wire(TransportSettings settings, Consumer<Wire> whenBroken) {
        reactor = new DefaultConnectingIOReactor(
                codec(),
                IOReactorConfig.custom()
                        .setIoThreadCount(settings.ioThreads())
                        .setSelectInterval(SELECT)
                        .setTcpNoDelay(true)
                        .build(),
                threads(whenBroken),
                null,
                null,
                null,
                session -> session.close(CloseMode.IMMEDIATE));
        connections = pool(settings);
        reactor.start();
    }

    private ThreadFactory threads(Consumer<Wire> whenBroken) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } finally {
                            if (!closed) {
                                broken = true;
                                whenBroken.accept(this);
                            }
                        }
                    },
                    "webhooks-http-io-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private static IOEventHandlerFactory codec() {
        ClientHttp1StreamDuplexerFactory http = new ClientHttp1StreamDuplexerFactory(
                new DefaultHttpProcessor(new HttpRequestInterceptor[0], new HttpResponseInterceptor[0]),
                Http1Config.custom()
                        .setBufferSize(BUFFER)
                        .setMaxLineLength(LONGEST_CHUNK_LINE)
                        .setMaxHeaderCount(MOST_TRAILERS)
                        .build(),
                CharCodingConfig.DEFAULT,
                DefaultConnectionReuseStrategy.INSTANCE,
                ResponseHeadParser::new,
                null,
                null);
        return (session, attachment) -> new ClientHttp1IOEventHandler(http.create(session));
    }

    private static PoolingAsyncClientConnectionManager pool(TransportSettings settings) {
        PoolingAsyncClientConnectionManager pool = new PinnedConnections()
                .setTlsStrategy(settings.tls())
                .setDnsResolver(NoLookup.INSTANCE)
                .setMaxConnTotal(settings.maxConnections())
                .setMaxConnPerRoute(settings.maxConnectionsPerHost())
                .setDefaultTlsConfig(TLS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.DISABLED)
                        .setTimeToLive(LIFE)
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
        return pool;
    }

    DefaultConnectingIOReactor reactor() {
        return reactor;
    }

    PoolingAsyncClientConnectionManager connections() {
        return connections;
    }

    boolean usable() {
        return !broken && !closed && reactor.getStatus() == IOReactorStatus.ACTIVE;
    }

    /** Closes what was kept too long. */
    void tidy() {
        connections.closeExpired();
    }

    void close() {
        closed = true;
        connections.close(CloseMode.IMMEDIATE);
        reactor.close(CloseMode.IMMEDIATE);
    }

    /** The library's pool, with our way to open connections. */
    private static final class PinnedConnections extends PoolingAsyncClientConnectionManagerBuilder {
        @Override
        protected AsyncClientConnectionOperator createConnectionOperator(
                TlsStrategy tls, SchemePortResolver ports, DnsResolver resolver) {
            return new PinningOperator(super.createConnectionOperator(tls, ports, resolver));
        }
    }

    /** Where the library would look a name up by itself, it finds nothing. */
    private enum NoLookup implements DnsResolver {
        INSTANCE;

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException();
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException();
        }
    }
}
