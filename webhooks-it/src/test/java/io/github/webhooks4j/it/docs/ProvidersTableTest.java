package io.github.webhooks4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Provider;
import io.github.webhooks4j.verify.provider.Providers;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/providers.md tells every preset, and the line that makes its verifier. */
class ProvidersTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([-a-z0-9]+)` \\| [^|]+ \\| `(\\w+)\\.verifier\\(((?:\"[^\"]*\"(?:, (?=[\"S]))?)*)"
                    + "(Secret\\.env\\(\"[A-Z_]+\"\\))?\\)` "
                    + "\\| (signed|unsigned|none) \\| (id|content|request|no) \\|$");

    /** How many texts its verifier takes, and whether secrets after them. */
    record Row(String name, String type, int texts, boolean secret, String id, String toldBy) {
        private static Row of(Matcher row) {
            int texts = row.group(3).split("\"", -1).length / 2;
            return new Row(row.group(1), row.group(2), texts, row.group(4) != null, row.group(5), row.group(6));
        }

        /** The method that a line of code with such arguments calls: variable arguments are left out. */
        private boolean calls(Method method) {
            List<Class<?>> wanted = new ArrayList<>(Collections.nCopies(texts, String.class));
            if (secret) {
                wanted.add(Secret.class);
            }
            List<Class<?>> taken = List.of(method.getParameterTypes());
            int fixed = method.isVarArgs() ? taken.size() - 1 : taken.size();
            return method.getName().equals("verifier")
                    && Modifier.isStatic(method.getModifiers())
                    && method.getReturnType().equals(Verifier.class)
                    && taken.subList(0, fixed).equals(wanted);
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "providers.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(Row::of)
                .toList();
    }

    @Test
    void the_table_has_every_preset_in_order() throws Exception {
        assertThat(rows().stream().map(Row::name)).containsExactlyElementsOf(Providers.names());
    }

    @Test
    void every_line_of_code_calls_the_preset_of_its_row() throws Exception {
        for (Row row : rows()) {
            Class<?> preset = Class.forName(Providers.class.getPackageName() + "." + row.type());
            assertThat(preset.getMethods()).as(row.name()).anyMatch(row::calls);
            Provider provider = Providers.byName(row.name());
            if (provider.scheme().isPresent()) {
                assertThat(preset.getMethod("scheme").invoke(null))
                        .isSameAs(provider.scheme().get());
            }
        }
    }

    @Test
    void what_the_table_says_of_ids_is_what_the_schemes_do() throws Exception {
        for (Row row : rows()) {
            Provider provider = Providers.byName(row.name());
            if (provider.scheme().isPresent()) {
                HmacScheme scheme = provider.scheme().get();
                boolean signed = scheme.signed().contains(SignedPart.ID);

                assertThat(row.id().equals("signed")).as(row.name()).isEqualTo(signed);
                assertThat(row.toldBy().equals("id")).as(row.name()).isEqualTo(signed);
            } else {
                assertThat(row.toldBy().equals("id"))
                        .as(row.name())
                        .isEqualTo(row.id().equals("signed"));
            }
        }
    }
}
