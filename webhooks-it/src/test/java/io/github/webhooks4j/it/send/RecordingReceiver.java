package io.github.webhooks4j.it.send;

import io.github.webhooks4j.testkit.MisbehavingServer;
import io.github.webhooks4j.testkit.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint on 127.0.0.1 that answers by its script and writes down every request, whoever sent it. */
final class RecordingReceiver implements AutoCloseable {
    /** What is answered: a status line without the version, and further fields, as {@code 200 OK}. */
    @FunctionalInterface
    interface Script {
        String answer(Request request, RawConnection connection) throws IOException;
    }

    /**
     * One request that was read whole.
     *
     * @param node who sent it, told by its user agent
     * @param status what was answered; 0 before that
     */
    record Request(
            UUID event,
            String node,
            String path,
            String body,
            Map<String, List<String>> headers,
            String sha256,
            long arrived,
            AtomicInteger status) {
        boolean isAccepted() {
            return status.get() / 100 == 2;
        }
    }

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final MisbehavingServer server;
    private volatile Script script;

    RecordingReceiver(Script script) {
        this.script = script;
        server = MisbehavingServer.start(this::serve);
    }

    static RecordingReceiver accepting() {
        return new RecordingReceiver((request, connection) -> "200 OK");
    }

    private void serve(RawConnection connection) throws IOException {
        while (true) {
            Request request = parse(connection.readRequest());
            requests.add(request);
            String answer = script.answer(request, connection);
            request.status().set(Integer.parseInt(answer.substring(0, 3)));
            connection.write("HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static Request parse(byte[] bytes) {
        long now = System.nanoTime();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
            headers.put(name, List.of(line.substring(line.indexOf(':') + 1).strip()));
        }
        byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
        return new Request(
                UUID.fromString(headers.get("webhook-id").get(0)),
                headers.get("user-agent").get(0),
                lines[0].split(" ")[1],
                new String(body, StandardCharsets.UTF_8),
                headers,
                sha256(body),
                now,
                new AtomicInteger());
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void answerBy(Script next) {
        script = next;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requests(UUID event) {
        return requests.stream()
                .filter(request -> request.event().equals(event))
                .toList();
    }

    int connections() {
        return server.connections();
    }

    @Override
    public void close() {
        server.close();
    }
}
