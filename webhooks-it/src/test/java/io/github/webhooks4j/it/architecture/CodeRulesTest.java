package io.github.webhooks4j.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What published code never calls, because the outcome would depend on the machine: its charset, its locale,
 * its clock, its console. Method references count as calls.
 */
class CodeRulesTest {
    @Test
    void nothing_prints() {
        assertThat(PublishedClasses.all()).isNotEmpty();
        assertThat(accesses(access -> {
                    String target = access.getTarget().getFullName();
                    return target.equals("java.lang.System.out")
                            || target.equals("java.lang.System.err")
                            || access.getTarget().getName().equals("printStackTrace");
                }))
                .isEmpty();
    }

    @Test
    void bytes_and_text_meet_only_with_a_charset() {
        assertNoCallOf(Set.of(
                "java.lang.String.getBytes()",
                "java.lang.String.<init>([B)",
                "java.lang.String.<init>([B, int, int)",
                "java.io.ByteArrayOutputStream.toString()",
                "java.io.InputStreamReader.<init>(java.io.InputStream)",
                "java.io.OutputStreamWriter.<init>(java.io.OutputStream)"));
    }

    @Test
    void text_is_formatted_only_with_a_locale() {
        assertNoCallOf(Set.of(
                "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
                "java.lang.String.formatted([Ljava.lang.Object;)",
                "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)"));
    }

    @Test
    void letters_change_case_only_with_a_locale() {
        assertNoCallOf(Set.of("java.lang.String.toLowerCase()", "java.lang.String.toUpperCase()"));
    }

    @Test
    void time_comes_from_a_clock_that_was_handed_in() {
        assertNoCallOf(Set.of(
                "java.time.Instant.now()",
                "java.time.LocalDateTime.now()",
                "java.time.OffsetDateTime.now()",
                "java.time.ZonedDateTime.now()",
                "java.time.LocalDate.now()",
                "java.util.Date.<init>()",
                "java.lang.System.currentTimeMillis()"));
    }

    /** But for the pauses between tries against a database that tells nobody when a lock is free. */
    @Test
    void nothing_falls_asleep() {
        Set<String> pausing = Set.of("SchemaCreator", "InsertTransaction");
        Set<String> sleeps = Set.of(
                "java.lang.Thread.sleep(long)",
                "java.lang.Thread.sleep(long, int)",
                "java.util.concurrent.TimeUnit.sleep(long)");

        assertThat(PublishedClasses.all()).isNotEmpty();
        assertThat(accesses(access -> sleeps.contains(signature(access))
                        && !pausing.contains(access.getOriginOwner().getSimpleName())))
                .isEmpty();
    }

    private static void assertNoCallOf(Set<String> methods) {
        assertThat(PublishedClasses.all()).isNotEmpty();
        assertThat(accesses(access -> methods.contains(signature(access)))).isEmpty();
    }

    private static List<String> accesses(Predicate<JavaAccess<?>> unwanted) {
        return PublishedClasses.all().stream()
                .flatMap(javaClass -> javaClass.getAccessesFromSelf().stream())
                .filter(unwanted)
                .map(JavaAccess::getDescription)
                .toList();
    }

    private static String signature(JavaAccess<?> access) {
        if (access.getTarget() instanceof CodeUnitAccessTarget target) {
            List<String> parameters = target.getRawParameterTypes().stream()
                    .map(JavaClass::getName)
                    .toList();
            return target.getOwner().getName() + "." + target.getName() + "(" + String.join(", ", parameters) + ")";
        }
        return "";
    }
}
