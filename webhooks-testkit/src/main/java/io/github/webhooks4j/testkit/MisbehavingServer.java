package io.github.webhooks4j.testkit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A receiver on a raw socket that does what its {@link Behaviour} says, right or wrong, and writes down what came:
 * every connection, and every whole request byte for byte. {@link Behaviours} has the usual faults.
 *
 * <p>Listens on a loopback address only, on a free port. Each connection has a thread. Thread-safe.
 */
public final class MisbehavingServer implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final ServerSocket listener;
    private final @Nullable SSLContext tls;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<byte[]> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Behaviour behaviour;

    /** What happens on one connection, from its first byte to its last. It is closed when this returns. */
    @FunctionalInterface
    public interface Behaviour {
        /**
         * Serves one connection, on a thread of its own.
         *
         * @param connection to read from and write to
         * @throws IOException when the peer went away, or the server was closed: nobody minds
         */
        void serve(RawConnection connection) throws IOException;
    }

    private MisbehavingServer(InetAddress address, int port, @Nullable SSLContext tls, Behaviour behaviour) {
        if (!address.isLoopbackAddress()) {
            throw new IllegalArgumentException("only loopback addresses are listened on");
        }
        this.behaviour = requireNonNull(behaviour, "behaviour");
        this.tls = tls;
        try {
            listener = new ServerSocket(port, BACKLOG, address);
        } catch (IOException e) {
            throw new IllegalStateException("no port to listen on", e);
        }
        start("webhooks-testkit-listener", this::accept);
    }

    /**
     * A server for plain HTTP on 127.0.0.1.
     *
     * @param behaviour what it does
     * @return the server, listening
     */
    public static MisbehavingServer start(Behaviour behaviour) {
        return new MisbehavingServer(loopback(), 0, null, behaviour);
    }

    /**
     * A server for plain HTTP.
     *
     * @param address a loopback address
     * @param port the port, 0 for a free one
     * @param behaviour what it does
     * @return the server, listening
     * @throws IllegalArgumentException for an address that is not a loopback address
     * @throws IllegalStateException when the port is taken
     */
    public static MisbehavingServer start(InetAddress address, int port, Behaviour behaviour) {
        return new MisbehavingServer(address, port, null, behaviour);
    }

    /**
     * A server for TLS on 127.0.0.1; a handshake that fails counts as a connection and reaches no behaviour.
     *
     * @param tls with the server's certificate
     * @param behaviour what it does once the handshake is done
     * @return the server, listening
     */
    public static MisbehavingServer startTls(SSLContext tls, Behaviour behaviour) {
        return new MisbehavingServer(loopback(), 0, requireNonNull(tls, "tls"), behaviour);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /**
     * Does something else on connections that come from now on.
     *
     * @param next what it does
     */
    public void behave(Behaviour next) {
        behaviour = requireNonNull(next, "behaviour");
    }

    /**
     * The port it listens on.
     *
     * @return the port
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * How many connections were accepted.
     *
     * @return the number, closed ones included
     */
    public int connections() {
        return connections.get();
    }

    /**
     * How many connections are open.
     *
     * @return the number
     */
    public int openConnections() {
        return open.size();
    }

    /**
     * Every request that was read whole, head and body, in the order in which they were.
     *
     * @return a copy of the list; the bytes are shared
     */
    public List<byte[]> requests() {
        return List.copyOf(requests);
    }

    /** Closes the port and every connection; whoever waits in a behaviour is let go. */
    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the server did not close", e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                start("webhooks-testkit-connection", () -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = tls == null ? accepted : secured(tls, accepted)) {
            behaviour.serve(new RawConnection(socket, requests::add, closing));
        } catch (IOException gone) {
            close(accepted);
        } finally {
            open.remove(accepted);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // it is gone either way
        }
    }

    private static Socket secured(SSLContext tls, Socket accepted) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(accepted, null, accepted.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, 256L * 1024);
        thread.setDaemon(true);
        thread.start();
    }
}
