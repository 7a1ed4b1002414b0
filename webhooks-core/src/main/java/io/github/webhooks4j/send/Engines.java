package io.github.webhooks4j.send;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The delivery engine of this sender, while one runs: whom to wake. Thread-safe. */
final class Engines implements CommitWatch {
    private @Nullable DeliveryEngine running;

    /** Takes the place of the running engine; {@code false} when there is one. */
    synchronized boolean begin(DeliveryEngine engine) {
        if (running != null) {
            return false;
        }
        running = engine;
        return true;
    }

    synchronized void end(DeliveryEngine engine) {
        if (running == engine) {
            running = null;
        }
    }

    synchronized Optional<DeliveryEngine> running() {
        return Optional.ofNullable(running);
    }

    void wake() {
        running().ifPresent(DeliveryEngine::wake);
    }

    @Override
    public void committed() {
        wake();
    }

    @Override
    public void unseen() {
        running().ifPresent(DeliveryEngine::expectWork);
    }
}
