package io.github.webhooks4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of the documentation compiles, in the surroundings that its text speaks of. */
class DocsCodeTest {
    private static final String FENCE = "```";

    /** By what a sample begins with, what stands around it. The README's samples have a test of their own. */
    private static final Map<String, String> AROUND = Map.of(
            ".on(\"", "WebhookReceiver.builder().source(\"shop\", s -> s.verifier(Verifier.unverified())%s);",
            ".verifier(", "WebhookReceiver.builder().source(\"shop\", s -> s%s.onAny(message -> {}));",
            ".source(", "WebhookReceiver.builder()%s;",
            "var ", "%s",
            "ConnectionSource ", "%s",
            "MutableClock ", "%s",
            "FakeTransport ", "%s");

    private static final String FILE = """
            import static org.assertj.core.api.Assertions.assertThat;
            import io.github.webhooks4j.*;
            import io.github.webhooks4j.jdbc.*;
            import io.github.webhooks4j.memory.*;
            import io.github.webhooks4j.receive.*;
            import io.github.webhooks4j.send.*;
            import io.github.webhooks4j.testkit.*;
            import io.github.webhooks4j.verify.*;
            import io.github.webhooks4j.verify.handshake.*;
            import io.github.webhooks4j.verify.provider.*;
            import java.sql.Connection;
            import java.time.*;
            import java.util.*;
            import org.springframework.jdbc.datasource.ConnectionHolder;
            import org.springframework.transaction.support.*;

            abstract class Sample {
                record Invoice(String id) {}

                interface Bank {
                    boolean hasPaid(String id);
                }

                interface Tenants {
                    List<Secret> secretsOf(String hook);
                }

                javax.sql.DataSource dataSource;
                String order;
                Bank bank;
                Tenants tenants;

                abstract void book(Connection connection, Invoice invoice);

                abstract void save(Connection connection, String order);

                abstract void show(String secret);

                abstract void markPaid(Object message);

                abstract void reply(Object message);

                abstract WebhookReceiver myReceiver(Object store, MutableClock clock);

                void sample() throws Exception {
                    %s
                }
            }
            """;

    @TempDir
    Path classes;

    /** A sample, and where it stands. */
    record Sample(String file, int line, String code) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    static Stream<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("../docs"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).equals(FENCE + "java")) {
                        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf(FENCE);
                        samples.add(new Sample(
                                file.getFileName().toString(), i + 1, String.join("\n", lines.subList(i + 1, end))));
                    }
                }
            }
        }
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_compiles(Sample sample) {
        String around = AROUND.entrySet().stream()
                .filter(entry -> sample.code().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is known of what stands around " + sample));
        String source = FILE.replace("%s", around.replace("%s", sample.code()));
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "a runtime without a compiler");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        StringWriter faults = new StringWriter();

        boolean compiled = compiler.getTask(
                        faults,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", classPath),
                        null,
                        List.of(file))
                .call();

        assertThat(compiled).as("%s: %s", sample, faults).isTrue();
    }
}
