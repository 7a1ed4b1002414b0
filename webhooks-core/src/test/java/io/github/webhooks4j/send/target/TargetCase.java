package io.github.webhooks4j.send.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One row of targets.csv.
 *
 * @param url with its escapes undone
 * @param resolvesTo what the host resolves to, one entry for each look-up that the row tells of
 * @param allowed whether the sender may make the request
 * @param reason why, and which rule it is about
 * @param leftToTheDialler why the policy cannot judge the row alone, empty when it can: the policy lets such a row
 *     pass, and the transport's tests must hold it
 */
record TargetCase(String url, List<String> resolvesTo, boolean allowed, String reason, String leftToTheDialler) {
    /** What the rows say in place of the sender's own address. */
    static final String OWN_ADDRESS = "93.184.216.99";

    @Override
    public String toString() {
        String shown = url.length() > 80 ? url.substring(0, 80) + "…" : url;
        return shown + " -> " + (allowed ? "ALLOW" : "DENY") + ", " + reason;
    }

    static List<TargetCase> all() {
        List<TargetCase> cases = new ArrayList<>();
        for (String line : text().lines().skip(1).toList()) {
            cases.add(of(cells(line)));
        }
        return cases;
    }

    private static String text() {
        try (InputStream csv = TargetCase.class.getResourceAsStream("targets.csv")) {
            return new String(Objects.requireNonNull(csv).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cells in quotes hold commas; no cell holds a quote or a line end. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static TargetCase of(List<String> cells) {
        if (cells.size() != 4 || !List.of("ALLOW", "DENY").contains(cells.get(2))) {
            throw new IllegalStateException("not a row of url, resolves_to, expected, reason: " + cells);
        }
        String url = cells.get(0).replaceFirst(" \\(with -D.*", "");
        String proxy = url.equals(cells.get(0)) ? "" : "proxy";
        String dialler = switch (cells.get(1).replaceFirst(".*; Location:.*", "Location")) {
            case "NXDOMAIN", "TIMEOUT" -> "no address";
            case "Location" -> "redirect";
            default -> proxy;
        };
        return new TargetCase(
                unescaped(url), lookUps(cells.get(1)), cells.get(2).equals("ALLOW"), cells.get(3), dialler);
    }

    private static String unescaped(String url) {
        return url.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\u0000", "\0")
                .replace("\\u00ad", "\u00ad");
    }

    private static List<String> lookUps(String resolvesTo) {
        if (resolvesTo.equals("-") || resolvesTo.equals("NXDOMAIN") || resolvesTo.equals("TIMEOUT")) {
            return List.of();
        }
        String answers = resolvesTo
                .replaceFirst("; Location:.*", "")
                .replace("<own public interface address>", OWN_ADDRESS)
                .replaceAll("(registration|delivery|attempt \\d): ", "");
        if (answers.endsWith(" x 500")) {
            return List.of("|93.184.216.34".repeat(500).substring(1));
        }
        return List.of(answers.split("; "));
    }
}
