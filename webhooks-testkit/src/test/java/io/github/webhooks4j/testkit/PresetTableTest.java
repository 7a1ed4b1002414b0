package io.github.webhooks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.testkit.preset.PresetCase;
import io.github.webhooks4j.testkit.preset.PresetCases;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/providers.md says of ids and repeats is what the verdicts say. */
class PresetTableTest {
    static Stream<PresetCase> presets() {
        return PresetCases.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void the_row_says_of_ids_and_repeats_what_the_verdict_says(PresetCase preset) throws IOException {
        Verified verdict = (Verified) preset.verifier(0).verify(preset.genuine(0), PresetCase.NOW);
        boolean idSigned = verdict.signed().contains(SignedPart.ID);
        boolean content = verdict.contentKey().isPresent();
        String[] row = row(preset.name()).split(" \\| ");
        String id = row[3];
        String toldBy = row[4].replace(" |", "");

        assertThat(id.equals("signed")).as("id").isEqualTo(idSigned);
        assertThat(id.equals("none") && verdict.id().isPresent()).as("no id").isFalse();
        assertThat(toldBy.equals("id")).as("told by its id").isEqualTo(idSigned);
        assertThat(toldBy.matches("content|request"))
                .as("told by what was signed")
                .isEqualTo(!idSigned && content);
    }

    private static String row(String name) throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "providers.md")).stream()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .findFirst()
                .orElseThrow();
    }
}
