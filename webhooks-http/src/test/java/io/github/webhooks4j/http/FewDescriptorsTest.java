package io.github.webhooks4j.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.webhooks4j.send.ErrorKind;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.testkit.Behaviours;
import io.github.webhooks4j.testkit.MisbehavingServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the process may open no more files (S48), attempts fail and the transport lives on. */
class FewDescriptorsTest {
    private static final int MANY = 200;

    @Test
    void attempts_without_a_descriptor_fail_and_later_ones_go(@TempDir Path directory) throws Exception {
        assumeTrue(ChildProcess.works("prlimit", "--version"), "needs prlimit");
        try (MisbehavingServer hanging = MisbehavingServer.start(Behaviours.neverAnswers());
                MisbehavingServer good = MisbehavingServer.start(Behaviours.answers("200 OK", ""))) {
            String output = ChildProcess.run(
                    directory,
                    List.of("prlimit", "--nofile=96:96"),
                    FewDescriptorsTest.class,
                    "http://hook.example.com:" + hanging.port() + "/",
                    "http://hook.example.com:" + good.port() + "/");

            assertThat(output).contains("before=200").contains("ended=" + MANY).contains("after=200");
            assertThat(output).containsPattern("refused=[1-9]");
        }
    }

    /** The child: arguments are the URL that hangs and the one that answers. */
    public static void main(String[] urls) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (HttpTransport transport = Loopback.transport()) {
            out.println("before=" + Loopback.answered(transport, urls[1]).status());
            List<CompletableFuture<TransportResult>> flying = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                flying.add(transport
                        .send(Loopback.request(urls[0], Duration.ofSeconds(3)))
                        .toCompletableFuture());
            }
            int refused = 0;
            for (CompletableFuture<TransportResult> each : flying) {
                TransportResult.Failed failed = (TransportResult.Failed) each.get(5, TimeUnit.SECONDS);
                refused += failed.kind() == ErrorKind.CONNECT ? 1 : 0;
            }
            out.println("ended=" + flying.size() + " refused=" + refused);
            out.println("after=" + Loopback.answered(transport, urls[1]).status());
        }
    }
}
