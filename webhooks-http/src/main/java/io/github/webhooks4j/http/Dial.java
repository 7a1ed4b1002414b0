package io.github.webhooks4j.http;

import io.github.webhooks4j.send.ErrorKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.nio.AsyncClientConnectionOperator;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Opens one new connection: looks the name up, has the addresses judged, dials exactly one of those, and speaks TLS
 * with the name. Ends once: with a connection, or with a {@link Failure}. May be broken off at any time.
 */
final class Dial {
    private final Destination destination;
    private final Addresses addresses;
    private final Timeout connectTimeout;
    private final AtomicBoolean over = new AtomicBoolean();

    private volatile String step = "waiting for a free connection";
    private volatile boolean shakingHands;
    private volatile boolean connected;
    private volatile @Nullable IOSession session;
    private volatile @Nullable Future<?> connecting;
    private volatile @Nullable FutureCallback<ManagedAsyncClientConnection> callback;

    Dial(Destination destination, Addresses addresses, Timeout connectTimeout) {
        this.destination = destination;
        this.addresses = addresses;
        this.connectTimeout = connectTimeout;
    }

    /** How far it has come, in words. */
    String step() {
        return step;
    }

    /** What the HTTP library brings to open a connection with. */
    record Means(
            AsyncClientConnectionOperator operator,
            ConnectionInitiator initiator,
            @Nullable Object tls,
            HttpContext context) {}

    void start(Means means, FutureCallback<ManagedAsyncClientConnection> ended) {
        boolean tooLate;
        synchronized (this) {
            callback = ended;
            tooLate = over.get();
        }
        if (tooLate) {
            ended.failed(closed());
            return;
        }
        step = "looking up the address";
        var unused = addresses.of(destination).whenComplete((vetted, failure) -> {
            if (failure == null) {
                dial(means, vetted, 0);
            } else {
                failed(Addresses.failureIn(failure));
            }
        });
    }

    /** Dials the addresses in turn, each within the connect timeout; the first that connects is taken. */
    private void dial(Means means, List<InetAddress> vetted, int index) {
        if (over.get()) {
            return;
        }
        step = "connecting";
        boolean tls = destination.target().https() && destination.proxy() == null;
        HttpHost endpoint = new HttpHost(
                tls ? "https" : "http", vetted.get(index), destination.nameToDial(), destination.portToDial());
        try {
            connecting = means.operator.connect(
                    new OneAddress(means.initiator, endpoint, tls),
                    endpoint,
                    null,
                    null,
                    null,
                    connectTimeout,
                    means.tls,
                    means.context,
                    new FutureCallback<>() {
                        @Override
                        public void completed(ManagedAsyncClientConnection connection) {
                            connected(means, connection);
                        }

                        @Override
                        public void failed(Exception cause) {
                            if (shakingHands) {
                                Dial.this.failed(Failures.whileShakingHands(cause));
                            } else if (index + 1 < vetted.size()) {
                                dial(means, vetted, index + 1);
                            } else {
                                Dial.this.failed(Failures.whileConnecting(cause));
                            }
                        }

                        @Override
                        public void cancelled() {
                            Dial.this.failed(closed());
                        }
                    });
        } catch (RuntimeException shutDown) {
            failed(closed());
        }
        if (over.get() && !connected) {
            closeWhatIsOpen();
        }
    }

    private void connected(Means means, ManagedAsyncClientConnection connection) {
        if (!destination.tunnelled()) {
            succeeded(connection);
            return;
        }
        step = "asking the proxy";
        Tunnel.open(connection, destination, means.context, new FutureCallback<>() {
            @Override
            public void completed(ManagedAsyncClientConnection tunnel) {
                secure(means, tunnel);
            }

            @Override
            public void failed(Exception cause) {
                connection.close(CloseMode.IMMEDIATE);
                Dial.this.failed(Failures.whileConnecting(cause));
            }

            @Override
            public void cancelled() {
                failed(new CancellationException());
            }
        });
    }

    private void secure(Means means, ManagedAsyncClientConnection tunnel) {
        shakingHands = true;
        step = "shaking hands";
        means.operator.upgrade(tunnel, destination.host(), null, Wire.TLS, means.context, new FutureCallback<>() {
            @Override
            public void completed(ManagedAsyncClientConnection connection) {
                succeeded(connection);
            }

            @Override
            public void failed(Exception cause) {
                tunnel.close(CloseMode.IMMEDIATE);
                Dial.this.failed(Failures.whileShakingHands(cause));
            }

            @Override
            public void cancelled() {
                failed(new CancellationException());
            }
        });
    }

    private void succeeded(ManagedAsyncClientConnection connection) {
        connected = true;
        if (over.compareAndSet(false, true)) {
            callback().completed(connection);
        } else {
            connection.close(CloseMode.IMMEDIATE); // given up in between
        }
    }

    private void failed(Failure failure) {
        if (over.compareAndSet(false, true)) {
            callback().failed(failure);
        }
    }

    private FutureCallback<ManagedAsyncClientConnection> callback() {
        FutureCallback<ManagedAsyncClientConnection> ended = callback;
        if (ended == null) {
            throw new IllegalStateException("not started");
        }
        return ended;
    }

    /** Nobody waits for it any more: closes what is open, and what opens later. */
    void breakOff() {
        FutureCallback<ManagedAsyncClientConnection> waiting;
        synchronized (this) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            waiting = callback;
        }
        closeWhatIsOpen();
        if (waiting != null) {
            waiting.failed(closed());
        }
    }

    private void closeWhatIsOpen() {
        Future<?> pending = connecting;
        if (pending != null) {
            pending.cancel(true);
        }
        IOSession open = session;
        if (open != null) {
            open.close(CloseMode.IMMEDIATE);
        }
    }

    private static Failure closed() {
        return new Failure(ErrorKind.CONNECT, "the connection was given up");
    }

    /** Passes on one address only, whatever the library would dial, and keeps hold of the session. */
    private final class OneAddress implements ConnectionInitiator {
        private final ConnectionInitiator initiator;
        private final InetSocketAddress only;
        private final boolean tls;

        private OneAddress(ConnectionInitiator initiator, HttpHost endpoint, boolean tls) {
            this.initiator = initiator;
            this.only = new InetSocketAddress(endpoint.getAddress(), endpoint.getPort());
            this.tls = tls;
        }

        @Override
        public Future<IOSession> connect(
                NamedEndpoint name,
                @Nullable SocketAddress remote,
                @Nullable SocketAddress local,
                @Nullable Timeout timeout,
                @Nullable Object attachment,
                FutureCallback<IOSession> result) {
            if (!only.equals(remote)) {
                throw new IllegalStateException("an address was to be dialled that was not vetted");
            }
            return initiator.connect(name, only, local, timeout, attachment, new FutureCallback<>() {
                @Override
                public void completed(IOSession opened) {
                    shakingHands = tls;
                    step = tls ? "shaking hands" : step;
                    session = opened;
                    if (over.get()) {
                        opened.close(CloseMode.IMMEDIATE);
                    }
                    result.completed(opened);
                }

                @Override
                public void failed(Exception cause) {
                    result.failed(cause);
                }

                @Override
                public void cancelled() {
                    result.cancelled();
                }
            });
        }
    }
}
