package io.github.webhooks4j.it.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/** The classes of the published jars, read once. */
final class PublishedClasses {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PackageTable.ROOT);

    private PublishedClasses() {}

    static JavaClasses all() {
        return ALL;
    }

    static boolean isOurs(JavaClass javaClass) {
        return javaClass.getPackageName().equals(PackageTable.ROOT)
                || javaClass.getPackageName().startsWith(PackageTable.ROOT + ".");
    }

    static List<JavaClass> ofRow(String row) {
        return ALL.stream()
                .filter(javaClass -> PackageTable.rowOf(javaClass.getPackageName())
                        .filter(row::equals)
                        .isPresent())
                .toList();
    }
}
