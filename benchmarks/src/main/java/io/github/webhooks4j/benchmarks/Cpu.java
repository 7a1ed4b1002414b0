package io.github.webhooks4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processor time, which unlike a rate hardly depends on what else the machine does: that of this process, receiver
 * included, and on Linux that of PostgreSQL, if {@code -Dpostmaster} names its first process.
 *
 * @param process of this process, in seconds
 * @param database of the database, in seconds; 0 when it is not known
 */
record Cpu(double process, double database) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int PARENT = 1;
    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;

    static Cpu now() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Cpu(system.getProcessCpuTime() / 1e9, database(System.getProperty("postmaster", "")));
    }

    Cpu since(Cpu start) {
        return new Cpu(process - start.process, database - start.database);
    }

    /** Of the first process and its children, those that have ended included. */
    private static double database(String postmaster) {
        if (postmaster.isEmpty()) {
            return 0;
        }
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            long ticks = 0;
            for (Path process : processes) {
                boolean first = process.getFileName().toString().equals(postmaster);
                List<String> stat = stat(process);
                if (first || (!stat.isEmpty() && stat.get(PARENT).equals(postmaster))) {
                    ticks += stat.subList(FIRST_TIME, FIRST_TIME + (first ? TIMES : TIMES / 2)).stream()
                            .mapToLong(Long::parseLong)
                            .sum();
                }
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows the name of the program; nothing of a process that has ended. */
    private static List<String> stat(Path process) throws IOException {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) { // ended while it was read
            return List.of();
        }
    }
}
