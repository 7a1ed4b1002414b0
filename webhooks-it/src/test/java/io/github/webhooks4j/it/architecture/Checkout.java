package io.github.webhooks4j.it.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that these tests run in. */
final class Checkout {
    private static final Path ROOT = root();

    private Checkout() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("webhooks-core"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "no webhooks-core in or above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** Every Java source, or those below a folder such as {@code src/test}. */
    static List<Path> sources(String below) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> isBelow(file, below))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBelow(Path file, String folder) {
        String path = "/" + relative(file);
        int sources = path.indexOf("/" + folder + "/java/");
        return sources >= 0 && !path.substring(0, sources + 1).contains("/target/"); // a package may be called target
    }

    /** A source as it is told in a failure: from the root of the checkout, with slashes. */
    static String relative(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    /** Whether a module keeps sources of exactly this package. */
    static boolean hasSourcesOf(String packageName) {
        String folder = "src/main/java/" + packageName.replace('.', '/');
        return sources("src/main").stream()
                .anyMatch(file -> relative(file.getParent()).endsWith(folder));
    }
}
