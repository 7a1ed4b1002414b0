package io.github.webhooks4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void every_outcome_is_as_expected() throws Exception {
        boolean asExpected = Quickstart.run(out, false);

        assertThat(text()).contains("a forged push", "401").doesNotContain("NO");
        assertThat(asExpected).isTrue();
    }

    @Test
    void an_outcome_that_is_not_as_expected_is_told_and_fails_the_run() {
        Table table = new Table();
        table.add("first", "POST /webhooks/a", new Outcome(200, "handled", 1, 1), new Outcome(200, "handled", 1, 1));
        table.add("second", "POST /webhooks/a", new Outcome(500, "failed", 2, 3), new Outcome(200, "handled", 1, 1));

        table.print(out);

        assertThat(table.isAsExpected()).isFalse();
        assertThat(text().lines())
                .anyMatch(line -> line.startsWith("first") && line.endsWith("yes"))
                .anyMatch(line -> line.startsWith("second") && line.endsWith("NO"))
                .contains(
                        "    answer: expected 200, was 500",
                        "    log: expected handled, was failed",
                        "    attempts: expected 1, was 2",
                        "    handler runs: expected 1, was 3");
    }

    @Test
    void a_run_in_which_nothing_was_sent_fails() {
        assertThat(new Table().isAsExpected()).isFalse();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
