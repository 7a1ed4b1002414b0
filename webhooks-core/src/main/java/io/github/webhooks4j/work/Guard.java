package io.github.webhooks4j.work;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things with claims; what they throw is logged and goes no further. */
final class Guard {
    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private final String loop;

    Guard(String loop) {
        this.loop = loop;
    }

    <T> void run(String failure, Claim<T> claim, Consumer<Claim<T>> action) {
        try {
            action.accept(claim);
        } catch (Throwable e) {
            tell(failure, claim, e);
        }
    }

    void tell(String failure, Claim<?> claim, Throwable thrown) {
        try {
            log.error("{} loop={} id={} attempt={}", failure, loop, claim.id(), claim.attempt(), thrown);
        } catch (Throwable e) {
            return; // no memory even for a log line: the loop lives on all the same
        }
    }
}
