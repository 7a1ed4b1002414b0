package io.github.webhooks4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.target.TargetVerdict;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every denied target, sent to with the default policy in a network namespace where the denied addresses are this
 * host's and listened on: nothing connects, so what the policy says is what the dialler does.
 */
class CanaryTest {
    private static final Path CASES = Path.of(
            "..",
            "webhooks-core",
            "src",
            "test",
            "resources",
            "io",
            "github",
            "webhooks4j",
            "send",
            "target",
            "targets.csv");
    private static final String OWN = "93.184.216.99";
    private static final Pattern PORT = Pattern.compile("[^:]:([0-9]{1,5})(?:/|$)");
    private static final List<String> NAMESPACE = List.of(
            "unshare",
            "-n",
            "sh",
            "-c",
            "ip link set lo up && for a in 169.254.169.254/32 10.0.0.1/32 " + OWN
                    + "/32; do ip addr add $a dev lo; done && ip addr add fc00::1/128 dev lo && exec \"$@\"",
            "sh");

    @Test
    void no_denied_target_is_connected_to(@TempDir Path directory) throws Exception {
        assumeTrue(
                ChildProcess.works("unshare", "-n", "ip", "link", "set", "lo", "up"),
                "needs root, unshare and ip: a namespace of its own");

        String output = ChildProcess.run(directory, NAMESPACE, CanaryTest.class);

        assertThat(output).contains("canary=0").contains("control=1").doesNotContain("wrong");
        assertThat(output).containsPattern("rows=8[0-9]");
    }

    private record Row(String url, List<InetAddress> answers) {}

    /** The child. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        AtomicInteger canary = new AtomicInteger();
        List<Row> rows = denied();
        listen(rows, canary);
        for (Row row : rows) {
            try (HttpTransport transport =
                    HttpTransport.builder().addressResolver(host -> row.answers).build()) {
                TransportResult result = Loopback.send(transport, Loopback.request(row.url, Duration.ofSeconds(2)));
                boolean refused = result instanceof TransportResult.Failed failed
                        && failed.kind() == ErrorKind.REFUSED_ADDRESS
                        && transport.check(row.url) instanceof TargetVerdict.Refused;
                if (!refused) {
                    out.println("wrong " + row.url + " " + result);
                }
            }
        }
        out.println("rows=" + rows.size() + " canary=" + canary.get());
        new Socket("127.0.0.1", 443).close();
        org.awaitility.Awaitility.await().until(() -> canary.get() == 1);
        out.println("control=" + canary.get());
    }

    private static void listen(List<Row> rows, AtomicInteger accepted) throws IOException {
        Set<Integer> ports = new java.util.TreeSet<>(Set.of(80, 443));
        for (Row row : rows) {
            Matcher port = PORT.matcher(row.url);
            if (port.find() && Integer.parseInt(port.group(1)) <= 65_535) {
                ports.add(Integer.parseInt(port.group(1)));
            }
        }
        for (int port : ports) {
            ServerSocket listener = new ServerSocket(port);
            Thread thread = new Thread(() -> accept(listener, accepted));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void accept(ServerSocket listener, AtomicInteger accepted) {
        while (true) {
            try {
                listener.accept().close();
                accepted.incrementAndGet();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** What stays to the dialler's other tests is left out: redirects, proxies and names without an address. */
    private static List<Row> denied() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(CASES, StandardCharsets.UTF_8)) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            if (cells[2].equals("DENY")
                    && !cells[1].contains("Location")
                    && !cells[0].contains("(with -D")
                    && !Set.of("NXDOMAIN", "TIMEOUT").contains(cells[1])) {
                rows.add(new Row(unescaped(cells[0].replace("\"", "")), addresses(cells[1])));
            }
        }
        return rows;
    }

    private static String unescaped(String url) {
        return url.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\u0000", "\0")
                .replace("\\u00ad", "\u00ad");
    }

    private static List<InetAddress> addresses(String cell) {
        String last = cell.substring(cell.lastIndexOf(": ") < 0 ? 0 : cell.lastIndexOf(": ") + 2);
        if (last.startsWith("<own")) {
            return List.of(Loopback.address(OWN));
        } else if (last.contains(" x ")) {
            String[] times = last.split(" x ", -1);
            return Collections.nCopies(Integer.parseInt(times[1]), Loopback.address(times[0]));
        } else if (last.equals("-") || last.isEmpty()) {
            return List.of(Loopback.address("127.0.0.1"));
        }
        return List.of(last.split("\\|", -1)).stream().map(Loopback::address).toList();
    }
}
