package io.github.webhooks4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.SignatureScheme;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Provider;
import io.github.webhooks4j.verify.provider.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/providers.md tells every preset, and the line that makes its verifier. */
class ProvidersTableTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([-a-z0-9]+)` \\| [^|]+ \\| `(\\w+)\\.verifier\\(((?:\"[-a-z0-9]+\", )*)Secret\\.env\\(\"[A-Z_]+\"\\)\\)` "
                    + "\\| (signed|unsigned|none) \\| (id|content|request|no) \\|$");

    record Row(String name, String type, int texts, String id, String toldBy) {}

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "providers.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(
                        row.group(1),
                        row.group(2),
                        (int) row.group(3).chars().filter(c -> c == ',').count(),
                        row.group(4),
                        row.group(5)))
                .toList();
    }

    private static Optional<SignatureScheme> schemeOf(Row row) {
        Provider provider = Providers.byName(row.name());
        return Stream.of(provider.scheme(), provider.publicKeyScheme())
                .flatMap(Optional::stream)
                .map(SignatureScheme.class::cast)
                .findFirst();
    }

    @Test
    void the_table_has_every_preset_in_order() throws Exception {
        assertThat(rows().stream().map(Row::name)).containsExactlyElementsOf(Providers.names());
    }

    @Test
    void every_line_of_code_calls_the_preset_of_its_row() throws Exception {
        for (Row row : rows()) {
            Class<?> preset = Class.forName(Providers.class.getPackageName() + "." + row.type());
            List<Class<?>> parameters = new ArrayList<>(Collections.nCopies(row.texts(), String.class));
            parameters.addAll(List.of(Secret.class, Secret[].class));
            assertThat(preset.getMethod("verifier", parameters.toArray(Class<?>[]::new))
                            .getReturnType())
                    .as(row.name())
                    .isEqualTo(Verifier.class);
            Optional<SignatureScheme> scheme = schemeOf(row);
            if (scheme.isPresent()) {
                assertThat(preset.getMethod("scheme").invoke(null)).isSameAs(scheme.get());
            }
        }
    }

    @Test
    void what_the_table_says_of_ids_is_what_the_schemes_do() throws Exception {
        for (Row row : rows()) {
            Optional<SignatureScheme> scheme = schemeOf(row);
            if (scheme.isPresent()) {
                boolean signed = scheme.get().signed().contains(SignedPart.ID);

                assertThat(row.id().equals("signed")).as(row.name()).isEqualTo(signed);
                assertThat(row.toldBy().equals("id")).as(row.name()).isEqualTo(signed);
            } else {
                boolean covers = row.name().equals("http-signature");
                assertThat(row.toldBy()).as(row.name()).isEqualTo(covers ? "request" : "no");
            }
        }
    }
}
