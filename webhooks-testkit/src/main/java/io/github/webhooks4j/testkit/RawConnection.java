package io.github.webhooks4j.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;

/** One connection to a {@link MisbehavingServer}, as its behaviour sees it. Not thread-safe. */
public final class RawConnection {
    private final Socket socket;
    private final InputStream in;
    private final Consumer<byte[]> whole;
    private final CountDownLatch closing;

    RawConnection(Socket socket, Consumer<byte[]> whole, CountDownLatch closing) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.whole = whole;
        this.closing = closing;
    }

    /**
     * Reads one request, head and body by its Content-Length, and has the server write it down.
     *
     * @return all its bytes
     * @throws EOFException when the peer closed before the end, or sends no further request
     * @throws IOException when the connection broke
     */
    public byte[] readRequest() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String head = readHead(request);
        byte[] body = in.readNBytes(length(head));
        if (body.length < length(head)) {
            throw new EOFException("the body ended early");
        }
        request.write(body);
        whole.accept(request.toByteArray());
        return request.toByteArray();
    }

    private String readHead(ByteArrayOutputStream request) throws IOException {
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("no further request");
            }
            request.write(next);
            lineFeeds = next == '\n' ? lineFeeds + 1 : next == '\r' ? lineFeeds : 0;
        }
        return request.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private static int length(String head) {
        int field = head.indexOf("\r\ncontent-length:");
        if (field < 0) {
            return 0;
        }
        int start = head.indexOf(':', field) + 1;
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)).strip());
    }

    /**
     * Reads up to so many bytes, which are not written down.
     *
     * @param most how many at most
     * @return what came; fewer bytes only when the peer closed
     * @throws IOException when the connection broke
     */
    public byte[] readSome(int most) throws IOException {
        return in.readNBytes(most);
    }

    /**
     * Writes text, one byte for each character.
     *
     * @param text characters up to U+00FF
     * @throws IOException when the peer went away
     */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Writes bytes.
     *
     * @param bytes what to write
     * @throws IOException when the peer went away
     */
    public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /**
     * Does nothing for a while.
     *
     * @param time how long, unless the server is closed before
     * @throws IOException when the server was closed
     */
    public void pause(Duration time) throws IOException {
        try {
            if (closing.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SocketException("the server was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Does nothing until the server is closed.
     *
     * @throws IOException when it is
     */
    public void hold() throws IOException {
        pause(Duration.ofHours(1));
    }

    /**
     * Reads and drops what comes until the peer closes.
     *
     * @throws IOException when the connection broke, or the server was closed
     */
    public void awaitEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /**
     * Closes with a reset instead of an orderly end.
     *
     * @throws IOException when it was closed before
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /**
     * The host name that the peer asked for in its TLS handshake.
     *
     * @return the name; empty when it named none, or without TLS
     */
    public Optional<String> serverName() {
        if (socket instanceof SSLSocket tls && tls.getSession() instanceof ExtendedSSLSession session) {
            List<String> names = session.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .toList();
            return names.stream().findFirst();
        }
        return Optional.empty();
    }
}
