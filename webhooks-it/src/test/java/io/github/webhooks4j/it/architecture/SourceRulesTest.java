package io.github.webhooks4j.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What every source file keeps to, read from the sources of all modules. */
class SourceRulesTest {
    private static final int MOST_LINES_OF_A_FILE = 500;
    private static final int MOST_LINES_OF_A_METHOD = 60;

    @Test
    void no_file_is_longer_than_500_lines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : all()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES_OF_A_FILE) {
                tooLong.add(Checkout.relative(file) + ": " + lines + " lines");
            }
        }

        assertThat(tooLong).isEmpty();
    }

    @Test
    void no_method_is_longer_than_60_lines() throws IOException {
        assertThat(faults(all(), MethodLength::new)).isEmpty();
    }

    @Test
    void no_test_sleeps() throws IOException {
        List<Path> tests = Stream.concat(
                        Checkout.sources("src/test").stream(), Checkout.sources("webhooks-testkit/src/main").stream())
                .toList();

        assertThat(tests).anyMatch(file -> file.endsWith("SourceRulesTest.java"));
        assertThat(faults(tests, Sleeps::new)).isEmpty();
    }

    private static List<Path> all() {
        List<Path> files = Stream.concat(Checkout.sources("src/main").stream(), Checkout.sources("src/test").stream())
                .toList();
        assertThat(files).anyMatch(file -> file.endsWith("Headers.java"));
        assertThat(files).anyMatch(file -> file.endsWith("SourceRulesTest.java"));
        return files;
    }

    /** What one rule looks for in one file. */
    private abstract static class Rule extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> faults = new ArrayList<>();

        Rule(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        long firstLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        }

        long lastLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
        }

        void fault(Tree at, String what) {
            String file = Checkout.relative(Path.of(unit.getSourceFile().toUri()));
            faults.add(file + ":" + firstLine(at) + ": " + what);
        }
    }

    /** Where a rule comes from: one instance per file. */
    private interface RuleMaker {
        Rule of(CompilationUnitTree unit, SourcePositions positions);
    }

    private static final class MethodLength extends Rule {
        MethodLength(CompilationUnitTree unit, SourcePositions positions) {
            super(unit, positions);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean written = method.getBody() != null && lastLine(method) > 0;
            long lines = written ? lastLine(method) - firstLine(method) + 1 : 0;
            if (lines > MOST_LINES_OF_A_METHOD) {
                fault(method, method.getName() + " has " + lines + " lines");
            }
            return super.visitMethod(method, nothing);
        }
    }

    private static final class Sleeps extends Rule {
        Sleeps(CompilationUnitTree unit, SourcePositions positions) {
            super(unit, positions);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            Tree method = call.getMethodSelect();
            boolean qualified = method instanceof MemberSelectTree select
                    && select.getIdentifier().contentEquals("sleep");
            boolean imported =
                    method instanceof IdentifierTree name && name.getName().contentEquals("sleep");
            if (qualified || imported) {
                fault(call, "sleeps; wait for a condition instead");
            }
            return super.visitMethodInvocation(call, nothing);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
            if (reference.getName().contentEquals("sleep")) {
                fault(reference, "sleeps; wait for a condition instead");
            }
            return super.visitMemberReference(reference, nothing);
        }
    }

    private static List<String> faults(List<Path> files, RuleMaker maker) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> faults = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            int read = 0;
            for (CompilationUnitTree unit : task.parse()) {
                Rule rule = maker.of(unit, positions);
                rule.scan(unit, null);
                faults.addAll(rule.faults);
                read++;
            }
            assertThat(read).isEqualTo(files.size());
        }
        return faults;
    }
}
