package io.github.webhooks4j.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a node's own clock says plays no part in when something is sent (S4). No clock of a process can be moved here
 * without help from outside, so this reads who looks at one at all: notices, ids, and what an operational event tells.
 */
class ClocksTest {
    @Test
    void nothing_that_claims_sends_judges_or_writes_results_looks_at_the_clock_of_its_node() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.webhooks4j.send", "io.github.webhooks4j.work", "io.github.webhooks4j.jdbc");

        Set<String> looking = classes.stream()
                .filter(type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                                && !call.getName().startsWith("system")))
                .map(type -> type.getSimpleName())
                .collect(Collectors.toSet());

        assertThat(looking)
                .containsExactlyInAnyOrder(
                        "Endpoints", "EventPreparation", "OperationalEvents", "SendNotices", "StoredWebhooks");
    }
}
