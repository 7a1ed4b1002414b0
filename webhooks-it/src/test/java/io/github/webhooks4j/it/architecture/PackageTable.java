package io.github.webhooks4j.it.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The package table of docs/architecture.md: which package may import which. A package without a row of its
 * own belongs to the nearest one above it that has a row; directly below the root, every package needs a row.
 */
final class PackageTable {
    static final String ROOT = "io.github.webhooks4j";

    private static final List<String> CORE_API = List.of(
            "",
            "verify",
            "verify.provider",
            "verify.handshake",
            "sign",
            "work",
            "observe",
            "receive",
            "send",
            "send.hook");

    private static final List<String> CORE = with(CORE_API, "memory");

    /** Package, without the root, to the packages it may import beside itself. */
    private static final Map<String, List<String>> ROWS = Map.ofEntries(
            Map.entry("", List.of()),
            Map.entry("verify", List.of("")),
            Map.entry("verify.provider", List.of("", "verify")),
            Map.entry("verify.handshake", List.of("", "verify", "verify.provider")),
            Map.entry("sign", List.of("", "verify")),
            Map.entry("work", List.of("")),
            Map.entry("observe", List.of("", "verify", "verify.handshake")),
            Map.entry("receive", List.of("", "verify", "verify.handshake", "work", "observe")),
            Map.entry("send", List.of("", "sign", "work", "observe")),
            Map.entry("send.hook", List.of("", "send", "sign", "work", "observe")),
            Map.entry("memory", CORE_API),
            Map.entry("internal", CORE),
            Map.entry("servlet", CORE),
            Map.entry("jdbc", with(CORE, "jdbc.internal")),
            Map.entry("jdbc.internal", with(CORE, "jdbc")),
            Map.entry("http", CORE),
            Map.entry("testkit", with(CORE, "testkit.contract")),
            Map.entry("testkit.contract", with(CORE, "testkit")));

    private static final Set<String> OTHER_MODULES = Set.of("servlet", "jdbc", "http", "testkit");

    private PackageTable() {}

    private static List<String> with(List<String> rows, String row) {
        return Stream.concat(rows.stream(), Stream.of(row)).toList();
    }

    static Set<String> rows() {
        return new TreeSet<>(ROWS.keySet());
    }

    static String fullName(String row) {
        return row.isEmpty() ? ROOT : ROOT + "." + row;
    }

    /** The row that a package belongs to, empty when the table does not know it. */
    static Optional<String> rowOf(String packageName) {
        if (packageName.equals(ROOT)) {
            return Optional.of("");
        }
        String name = packageName.substring(ROOT.length() + 1);
        while (!ROWS.containsKey(name)) {
            int dot = name.lastIndexOf('.');
            if (dot < 0) {
                return Optional.empty();
            }
            name = name.substring(0, dot);
        }
        return Optional.of(name);
    }

    /** Core's own internals are open to all of core except the root package, which imports only the JDK. */
    static boolean mayImport(String row, String imported) {
        boolean internalsOfCore = imported.equals("internal") && moduleOf(row).equals("core") && !row.isEmpty();
        return row.equals(imported)
                || internalsOfCore
                || ROWS.getOrDefault(row, List.of()).contains(imported);
    }

    /** The jar that a row is in. */
    static String moduleOf(String row) {
        int dot = row.indexOf('.');
        String first = dot < 0 ? row : row.substring(0, dot);
        return OTHER_MODULES.contains(first) ? first : "core";
    }
}
