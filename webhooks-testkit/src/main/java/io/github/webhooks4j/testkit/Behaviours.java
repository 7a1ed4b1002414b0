package io.github.webhooks4j.testkit;

import io.github.webhooks4j.testkit.MisbehavingServer.Behaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** What a {@link MisbehavingServer} can do to a sender. */
public final class Behaviours {
    private static final Duration TICK = Duration.ofMillis(300);
    private static final int BLOCK = 64 * 1024;
    private static final int BOMB = 50 * 1024 * 1024;

    private Behaviours() {}

    /**
     * Answers every request on a connection, as well behaved servers do.
     *
     * @param status the status, as {@code 200 OK}
     * @param body the body
     * @return the behaviour
     */
    public static Behaviour answers(String status, String body) {
        int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        return repeats("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n" + body);
    }

    /**
     * Answers every request on a connection with the same bytes.
     *
     * @param raw the whole answer, one byte for each character
     * @return the behaviour
     */
    public static Behaviour repeats(String raw) {
        return connection -> {
            while (true) {
                connection.readRequest();
                connection.write(raw);
            }
        };
    }

    /**
     * Reads one request, writes bytes and waits for the peer to close.
     *
     * @param raw what to write, one byte for each character
     * @return the behaviour
     */
    public static Behaviour writesAndHolds(String raw) {
        return connection -> {
            connection.readRequest();
            connection.write(raw);
            connection.awaitEnd();
        };
    }

    /**
     * Reads one request, writes bytes and closes.
     *
     * @param raw what to write, one byte for each character
     * @return the behaviour
     */
    public static Behaviour writesAndCloses(String raw) {
        return connection -> {
            connection.readRequest();
            connection.write(raw);
        };
    }

    /**
     * Greets before it was spoken to, as another protocol does.
     *
     * @param banner what to write at once
     * @return the behaviour
     */
    public static Behaviour greets(String banner) {
        return connection -> {
            connection.write(banner);
            connection.hold();
        };
    }

    /**
     * Accepts and closes.
     *
     * @return the behaviour
     */
    public static Behaviour closesAtOnce() {
        return connection -> {};
    }

    /**
     * Reads a request and closes.
     *
     * @return the behaviour
     */
    public static Behaviour closesAfterReading() {
        return RawConnection::readRequest;
    }

    /**
     * Accepts and resets.
     *
     * @return the behaviour
     */
    public static Behaviour resetsAtOnce() {
        return RawConnection::reset;
    }

    /**
     * Reads a request and resets.
     *
     * @return the behaviour
     */
    public static Behaviour resetsAfterReading() {
        return connection -> {
            connection.readRequest();
            connection.reset();
        };
    }

    /**
     * Reads everything and never answers.
     *
     * @return the behaviour
     */
    public static Behaviour neverAnswers() {
        return connection -> {
            connection.readRequest();
            connection.awaitEnd();
        };
    }

    /**
     * Accepts, and never reads.
     *
     * @return the behaviour
     */
    public static Behaviour neverReads() {
        return RawConnection::hold;
    }

    /**
     * A tarpit: one more header line every 0.3 seconds, for ever.
     *
     * @return the behaviour
     */
    public static Behaviour slowHead() {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\n");
            while (true) {
                connection.pause(TICK);
                connection.write("X-Slow: 1\r\n");
            }
        };
    }

    /**
     * A tarpit: a whole head, then a byte of the body each second.
     *
     * @param status the status, as {@code 200 OK}
     * @return the behaviour
     */
    public static Behaviour slowBody(String status) {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 " + status + "\r\nContent-Length: 1000\r\n\r\n");
            while (true) {
                connection.write("x");
                connection.pause(Duration.ofSeconds(1));
            }
        };
    }

    /**
     * A body without a length and without an end: some bytes, and then nothing.
     *
     * @return the behaviour
     */
    public static Behaviour neverCloses() {
        return writesAndHolds("HTTP/1.1 200 OK\r\n\r\nhello");
    }

    /**
     * A body of 10 GB, as fast as it is taken.
     *
     * @return the behaviour
     */
    public static Behaviour hugeBody() {
        return connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n");
            endlessly(connection, "x".repeat(BLOCK));
        };
    }

    /**
     * Begins an answer and goes on with the same text for ever: header lines, a line without end, interim answers.
     *
     * @param begin what comes first
     * @param again what comes after it, over and over
     * @return the behaviour
     */
    public static Behaviour endless(String begin, String again) {
        return connection -> {
            connection.readRequest();
            connection.write(begin);
            endlessly(connection, again.repeat(Math.max(1, 4096 / again.length())));
        };
    }

    private static void endlessly(RawConnection connection, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            connection.write(bytes);
        }
    }

    /**
     * A body of some 50 KB that says it is 50 MB under gzip.
     *
     * @return the behaviour
     */
    public static Behaviour gzipBomb() {
        byte[] bomb = gzip(new byte[BOMB]);
        return connection -> {
            connection.readRequest();
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            connection.write(bomb);
            connection.hold();
        };
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
