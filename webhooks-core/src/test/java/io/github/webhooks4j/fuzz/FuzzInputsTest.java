package io.github.webhooks4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing found and what it thought worth keeping, run again in every build; {@code .ci/fuzz} finds more. */
class FuzzInputsTest {
    private static final Path INPUTS = Path.of("src", "test", "resources", "fuzz");

    @ParameterizedTest
    @EnumSource
    void every_kept_input_keeps_the_properties_of_its_target(FuzzTarget target) throws IOException {
        for (Path input : files(INPUTS.resolve(target.folder()))) {
            byte[] bytes = Files.readAllBytes(input);
            try {
                target.run(bytes);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + input, e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_input_of_no_bytes_and_one_of_every_byte_are_harmless(FuzzTarget target) {
        target.run(new byte[0]);
        for (int value = 0; value < 256; value++) {
            target.run(new byte[] {(byte) value});
        }
    }

    @Test
    void every_folder_of_inputs_has_its_target_and_is_small() throws IOException {
        List<String> folders = files(INPUTS).stream()
                .map(folder -> folder.getFileName().toString())
                .toList();

        assertThat(folders)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(FuzzTarget.values()).map(FuzzTarget::folder).toList());
        for (String folder : folders) {
            assertThat(files(INPUTS.resolve(folder))).as(folder).hasSizeBetween(1, 200);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
