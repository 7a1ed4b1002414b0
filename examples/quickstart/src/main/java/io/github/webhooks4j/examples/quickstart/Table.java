package io.github.webhooks4j.examples.quickstart;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What came, what it was answered, and what the log holds; with a line for everything that is not as expected. */
final class Table {
    private static final List<String> TITLES =
            List.of("what came", "request", "answer", "log", "attempts", "handler runs", "as expected");

    private final List<Row> rows = new ArrayList<>();

    private record Row(String what, String request, Outcome outcome, List<String> differences) {
        List<String> cells() {
            return List.of(
                    what,
                    request,
                    outcome.status() == Outcome.NOT_SENT ? Outcome.NOTHING : Integer.toString(outcome.status()),
                    outcome.log(),
                    Integer.toString(outcome.attempts()),
                    Integer.toString(outcome.runs()),
                    differences.isEmpty() ? "yes" : "NO");
        }
    }

    void add(String what, String request, Outcome outcome, Outcome expected) {
        rows.add(new Row(what, request, outcome, outcome.differences(expected)));
    }

    boolean isAsExpected() {
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row.differences().isEmpty());
    }

    void print(PrintStream out) {
        List<Integer> widths = widths();
        out.println(line(TITLES, widths));
        out.println(widths.stream().map("-"::repeat).collect(Collectors.joining("  ")));
        for (Row row : rows) {
            out.println(line(row.cells(), widths));
            row.differences().forEach(difference -> out.println("    " + difference));
        }
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < TITLES.size(); column++) {
            int widest = TITLES.get(column).length();
            for (Row row : rows) {
                widest = Math.max(widest, row.cells().get(column).length());
            }
            widths.add(widest);
        }
        return widths;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
