package io.github.webhooks4j.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The cheapest endpoint there can be, so that senders are measured and not it: one thread, answers 204 to every
 * request, at once or after a while.
 */
final class Receiver implements AutoCloseable {
    private static final byte[] ANSWER = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "\r\ncontent-length:";

    private record Late(SocketChannel channel, long due) {}

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong();
    private final Deque<Late> late = new ArrayDeque<>();
    private final long delayNanos;
    private volatile boolean closed;

    Receiver(long delayNanos) throws IOException {
        this.delayNanos = delayNanos;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10_000);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::run, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    String url() throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/hook";
    }

    long requests() {
        return requests.get();
    }

    /** When the last request came. */
    long lastNanos() {
        return lastNanos.get();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(late.isEmpty() ? 100 : 5);
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable()) {
                        accept();
                    } else if (key.isReadable()) {
                        read(key);
                    }
                }
                selector.selectedKeys().clear();
                answerLate();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, ByteBuffer.wrap(new byte[8192]));
        }
    }

    private void read(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer buffer = (ByteBuffer) key.attachment();
        try {
            if (channel.read(buffer) < 0) {
                channel.close();
            } else if (isWhole(buffer)) {
                buffer.clear();
                requests.incrementAndGet();
                lastNanos.set(System.nanoTime());
                answer(channel);
            }
        } catch (IOException gone) {
            channel.close();
        }
    }

    private void answer(SocketChannel channel) throws IOException {
        if (delayNanos > 0) {
            late.add(new Late(channel, System.nanoTime() + delayNanos));
        } else {
            channel.write(ByteBuffer.wrap(ANSWER));
        }
    }

    private void answerLate() throws IOException {
        while (!late.isEmpty() && System.nanoTime() - late.peek().due() >= 0) {
            SocketChannel channel = late.remove().channel();
            try {
                channel.write(ByteBuffer.wrap(ANSWER));
            } catch (IOException gone) {
                channel.close();
            }
        }
    }

    /** Whether head and body are there; senders here send one request after the other. */
    @SuppressWarnings("ByteBufferBackingArray") // wrapped, from its beginning
    private static boolean isWhole(ByteBuffer buffer) {
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
        int at = head.indexOf(LENGTH) + LENGTH.length();
        int length =
                Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)).trim());
        return buffer.position() >= end + 4 + length;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        server.close();
    }
}
