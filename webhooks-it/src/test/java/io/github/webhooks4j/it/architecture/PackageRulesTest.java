package io.github.webhooks4j.it.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.verify.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The package table of docs/architecture.md, checked on the compiled classes. */
class PackageRulesTest {
    private static final Set<String> NAMES_WITHOUT_MEANING =
            Set.of("util", "utils", "common", "commons", "helper", "helpers", "impl", "model", "models", "dto", "dtos");

    private static final List<String> LIBRARIES_OF_CORE = List.of(
            "java.",
            "javax.crypto.",
            "javax.naming.",
            "javax.net.",
            "javax.security.",
            "org.jspecify.",
            "org.slf4j.",
            "com.fasterxml.jackson.",
            "com.nimbusds.jose.");

    static Set<String> rows() {
        return PackageTable.rows();
    }

    @Test
    void the_published_classes_are_read() {
        assertThat(PublishedClasses.all().contain(Headers.class)).isTrue();
        assertThat(PublishedClasses.all().contain(Verifier.class)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_package_with_sources_has_classes_that_the_rules_see(String row) {
        if (Checkout.hasSourcesOf(PackageTable.fullName(row))) {
            assertThat(PublishedClasses.ofRow(row)).isNotEmpty();
        }
    }

    @Test
    void every_package_has_a_row() {
        assertThat(PublishedClasses.all())
                .isNotEmpty()
                .allSatisfy(javaClass -> assertThat(PackageTable.rowOf(javaClass.getPackageName()))
                        .as("row of %s", javaClass.getName())
                        .isPresent());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_package_imports_only_what_its_row_allows(String row) {
        assertThat(dependencies(PublishedClasses.ofRow(row), target -> !allowed(row, target)))
                .isEmpty();
    }

    private static boolean allowed(String row, JavaClass target) {
        return PackageTable.rowOf(target.getPackageName())
                .filter(imported -> PackageTable.mayImport(row, imported))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({"receive, send", "receive, send.hook", "send, receive", "send.hook, receive"})
    void receive_and_send_never_meet(String from, String to) {
        assertThat(dependencies(PublishedClasses.ofRow(from), target -> isOfRow(to, target)))
                .isEmpty();
    }

    private static boolean isOfRow(String row, JavaClass target) {
        return PackageTable.rowOf(target.getPackageName()).filter(row::equals).isPresent();
    }

    @Test
    void internals_are_imported_only_from_beside_them() {
        List<Dependency> intruders = PublishedClasses.all().stream()
                .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> PublishedClasses.isOurs(dependency.getTargetClass()))
                .filter(PackageRulesTest::intrudes)
                .toList();

        assertThat(intruders).isEmpty();
    }

    private static boolean intrudes(Dependency dependency) {
        String target = dependency.getTargetClass().getPackageName();
        int internal = (target + ".").indexOf(".internal.");
        if (internal < 0) {
            return false;
        }
        String origin = dependency.getOriginClass().getPackageName();
        String owner = target.substring(0, internal);
        boolean below = origin.equals(owner) || origin.startsWith(owner + ".");
        return !below || !moduleOf(origin).equals(moduleOf(target));
    }

    private static String moduleOf(String packageName) {
        return PackageTable.moduleOf(PackageTable.rowOf(packageName).orElse(""));
    }

    @Test
    void no_package_imports_itself_through_another() {
        slices().matching(PackageTable.ROOT + ".(**)").should().beFreeOfCycles().check(PublishedClasses.all());
    }

    @Test
    void core_uses_no_library_but_those_decided_on() {
        List<JavaClass> core = PublishedClasses.all().stream()
                .filter(javaClass -> moduleOf(javaClass.getPackageName()).equals("core"))
                .toList();

        List<Dependency> foreign = core.stream()
                .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> !PublishedClasses.isOurs(dependency.getTargetClass()))
                .filter(dependency -> !fromALibraryOfCore(dependency.getTargetClass()))
                .toList();

        assertThat(core).isNotEmpty();
        assertThat(foreign).isEmpty();
    }

    private static boolean fromALibraryOfCore(JavaClass target) {
        JavaClass element = target.getBaseComponentType();
        return element.isPrimitive() || LIBRARIES_OF_CORE.stream().anyMatch(element.getName()::startsWith);
    }

    @Test
    void no_package_has_a_name_without_meaning() {
        List<String> packages = PublishedClasses.all().stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .toList();

        assertThat(packages).isNotEmpty();
        assertThat(packages)
                .noneMatch(name -> Arrays.stream(name.split("\\.")).anyMatch(NAMES_WITHOUT_MEANING::contains));
    }

    private static List<Dependency> dependencies(List<JavaClass> from, Predicate<JavaClass> unwanted) {
        Stream<Dependency> all = from.stream().flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream());
        return all.filter(dependency -> PublishedClasses.isOurs(dependency.getTargetClass()))
                .filter(dependency -> unwanted.test(dependency.getTargetClass().getBaseComponentType()))
                .toList();
    }
}
