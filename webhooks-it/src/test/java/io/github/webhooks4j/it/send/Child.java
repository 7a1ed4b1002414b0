package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link SendingNode} in a JVM of its own, as its parent sees it. */
final class Child implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    Child(String url, String prefix, String name, String point) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingNode.class.getName(),
                        url,
                        prefix,
                        name,
                        point)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads what it prints until this line. */
    Child awaitLine(String wanted) throws IOException {
        String line = out.readLine();
        while (line != null && !line.equals(wanted)) {
            line = out.readLine();
        }
        assertThat(line).as("what the child printed").isEqualTo(wanted);
        return this;
    }

    void say(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
    }

    /** As {@code kill} with this signal. */
    void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** As {@code kill -9}. */
    @Override
    public void close() throws Exception {
        process.destroyForcibly();
        exitCode();
    }
}
