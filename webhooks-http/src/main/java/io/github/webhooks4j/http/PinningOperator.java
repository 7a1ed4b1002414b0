package io.github.webhooks4j.http;

import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.nio.AsyncClientConnectionOperator;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Where the pool turns for a new connection: leaves the address to the {@link Dial} of the attempt. The library's
 * own look-up is never reached, and where it would be, there is no connection.
 */
final class PinningOperator implements AsyncClientConnectionOperator {
    private static final String DIAL = "webhooks4j.dial";

    private final AsyncClientConnectionOperator library;

    PinningOperator(AsyncClientConnectionOperator library) {
        this.library = library;
    }

    static void use(Dial dial, HttpContext context) {
        context.setAttribute(DIAL, dial);
    }

    @Override
    public Future<ManagedAsyncClientConnection> connect(
            ConnectionInitiator initiator,
            HttpHost host,
            @Nullable Path unixSocket,
            @Nullable NamedEndpoint name,
            @Nullable SocketAddress local,
            @Nullable Timeout timeout,
            @Nullable Object attachment,
            HttpContext context,
            FutureCallback<ManagedAsyncClientConnection> callback) {
        if (context.getAttribute(DIAL) instanceof Dial dial) {
            dial.start(new Dial.Means(library, initiator, attachment, context), callback);
            return new CompletableFuture<>(); // broken off by the attempt, never through this
        }
        throw new IllegalStateException("a connection that no attempt asked for");
    }

    @Override
    public Future<ManagedAsyncClientConnection> connect(
            ConnectionInitiator initiator,
            HttpHost host,
            @Nullable SocketAddress local,
            @Nullable Timeout timeout,
            @Nullable Object attachment,
            FutureCallback<ManagedAsyncClientConnection> callback) {
        throw new IllegalStateException("a connection that no attempt asked for");
    }

    @Override
    public void upgrade(ManagedAsyncClientConnection connection, HttpHost host, @Nullable Object attachment) {
        library.upgrade(connection, host, attachment);
    }
}
