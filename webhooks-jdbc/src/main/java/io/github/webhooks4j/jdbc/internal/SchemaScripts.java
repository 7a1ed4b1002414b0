package io.github.webhooks4j.jdbc.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The versioned scripts of a database, as they lie in the jar. */
public final class SchemaScripts {
    private static final List<String> SCRIPTS = List.of("V1__messages.sql", "V2__sending.sql");
    private static final String FOLDER = "/io/github/webhooks4j/jdbc/schema/";
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*\n");

    private SchemaScripts() {}

    /** The version that this library needs. */
    public static int latest() {
        return SCRIPTS.size();
    }

    /** Where the scripts of these versions lie, for people. */
    public static List<String> paths(Dialect dialect, int after) {
        return SCRIPTS.subList(after, SCRIPTS.size()).stream()
                .map(name -> "schema/" + dialect.folder() + "/" + name)
                .toList();
    }

    /** The statements of one version; no script has a semicolon inside a statement. */
    static List<String> statements(Dialect dialect, Tables tables, int version) {
        String script = COMMENT.matcher(read(dialect.folder() + "/" + SCRIPTS.get(version - 1)))
                .replaceAll("\n");
        return List.of(tables.script(script).split(";")).stream()
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String read(String name) {
        try (InputStream in = SchemaScripts.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + FOLDER + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
