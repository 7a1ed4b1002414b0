package io.github.webhooks4j.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** What holds for runs with a thread of the loop's own holds for those that complete on somebody else's. */
class AsyncRunsElsewhereTest extends WorkLoopTest {
    private final ExecutorService elsewhere = Executors.newCachedThreadPool();

    @Override
    WorkLoopBuilder<String> builder(WorkRunner<String> runner) {
        return WorkLoop.async(
                "test",
                "node",
                queue,
                (claim, lease) -> CompletableFuture.runAsync(() -> runner.run(claim), elsewhere));
    }

    @AfterEach
    void end() {
        elsewhere.shutdownNow();
    }
}
