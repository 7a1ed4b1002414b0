package io.github.webhooks4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.SignatureScheme;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.provider.Provider;
import io.github.webhooks4j.verify.provider.Providers;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/providers.md tells every preset, and the line that makes its verifier. */
class ProvidersTableTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([-a-z0-9]+)` \\| [^|]+ \\| `((\\w+)\\.[^`|]+)` "
            + "\\| (signed|unsigned|none) \\| (id|content|request|no) \\|$");

    /** What a reader has to import. */
    private static final String IMPORTS = """
            import io.github.webhooks4j.*;
            import io.github.webhooks4j.verify.*;
            import io.github.webhooks4j.verify.provider.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            """;

    record Row(String name, String code, String type, String id, String toldBy) {}

    private static List<Row> rows() throws IOException {
        return lines().map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4), row.group(5)))
                .toList();
    }

    private static Stream<String> lines() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "providers.md")).stream()
                .filter(line -> line.startsWith("| `"));
    }

    @Test
    void every_row_has_the_form_of_the_table() throws Exception {
        assertThat(lines()).allMatch(line -> ROW.matcher(line).matches());
    }

    @Test
    void the_table_has_every_preset_in_order() throws Exception {
        assertThat(rows().stream().map(Row::name)).containsExactlyElementsOf(Providers.names());
    }

    @Test
    void every_line_of_code_compiles_to_a_verifier(@TempDir Path classes) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "a runtime without a compiler");
        List<JavaFileObject> sources = new ArrayList<>();
        for (Row row : rows()) {
            sources.add(source(row));
        }
        List<String> faults = new ArrayList<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options = List.of("-classpath", classPath, "-d", classes.toString(), "-proc:none");
            compiler.getTask(
                            null,
                            files,
                            fault -> faults.add(
                                    fault.getSource() == null
                                            ? fault.getMessage(Locale.ROOT)
                                            : fault.getSource().getName() + ": " + fault.getMessage(Locale.ROOT)),
                            options,
                            null,
                            sources)
                    .call();
        }

        assertThat(faults).isEmpty();
        try (Stream<Path> compiled = Files.list(classes)) {
            assertThat(compiled).hasSameSizeAs(sources);
        }
    }

    private static JavaFileObject source(Row row) {
        String name = "Row_" + row.name().replace('-', '_');
        String text = IMPORTS + "class " + name + " { static Verifier verifier() { return " + row.code() + "; } }";
        return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Test
    void every_line_of_code_calls_the_preset_of_its_row() throws Exception {
        for (Row row : rows()) {
            if (Files.exists(presetSource(row.type()))) {
                String name = row.name().replace("-", "");
                String type = row.type().toLowerCase(Locale.ROOT);
                assertThat(name.startsWith(type) || type.startsWith(name))
                        .as(row.name())
                        .isTrue();
            }
            Provider provider = Providers.byName(row.name());
            if (provider.scheme().isPresent()) {
                assertThat(schemesOf(row))
                        .as(row.name())
                        .contains(provider.scheme().get());
            }
        }
    }

    private static Path presetSource(String type) {
        Path sources = Path.of("..", "webhooks-core", "src", "main", "java");
        return sources.resolve(Providers.class.getPackageName().replace('.', '/'))
                .resolve(type + ".java");
    }

    private static List<Object> schemesOf(Row row) throws ReflectiveOperationException {
        List<Object> schemes = new ArrayList<>();
        Class<?> preset = Class.forName(Providers.class.getPackageName() + "." + row.type());
        for (Method method : preset.getMethods()) {
            boolean plain = Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0;
            if (plain && method.getReturnType() == HmacScheme.class) {
                schemes.add(method.invoke(null));
            }
        }
        return schemes;
    }

    @Test
    void a_repeat_is_told_by_an_id_exactly_when_it_is_signed() throws Exception {
        for (Row row : rows()) {
            assertThat(row.toldBy().equals("id"))
                    .as(row.name())
                    .isEqualTo(row.id().equals("signed"));
            Provider provider = Providers.byName(row.name());
            Stream.<Optional<? extends SignatureScheme>>of(provider.scheme(), provider.publicKeyScheme())
                    .flatMap(Optional::stream)
                    .forEach(scheme -> assertThat(row.id().equals("signed"))
                            .as(row.name())
                            .isEqualTo(scheme.signed().contains(SignedPart.ID)));
        }
    }
}
