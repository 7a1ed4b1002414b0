package io.github.webhooks4j.servlet;

import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Receipt;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Optional;

/** One request on the thread that the container gave it, from the first byte to the answer. */
final class BlockingExchange {
    private final Inbound inbound;

    BlockingExchange(Inbound inbound) {
        this.inbound = inbound;
    }

    Receipt receipt() {
        Optional<RequestFault> fault = read(inbound);
        if (fault.isPresent()) {
            return inbound.admitted().refuse(fault.get());
        }
        HandOver requestThread = new HandOver();
        return requestThread.runUntilDone(
                inbound.admitted().receive(inbound.body().toBytes(), requestThread));
    }

    /** Reads the body on this thread; the deadline is looked at after every read. */
    static Optional<RequestFault> read(Inbound inbound) {
        try {
            Optional<ServletInputStream> stream = inbound.stream();
            return stream.isPresent() ? read(inbound, stream.get()) : Optional.of(inbound.consumed());
        } catch (IOException | RuntimeException e) {
            return Optional.of(inbound.faultOf(e));
        }
    }

    static Optional<RequestFault> read(Inbound inbound, ServletInputStream in) {
        try {
            while (!inbound.body().isFull() && inbound.body().readFrom(in) >= 0) {
                if (inbound.isLate()) {
                    return Optional.of(RequestFault.BODY_TIMEOUT);
                }
            }
            return inbound.faultAtEnd();
        } catch (IOException | RuntimeException e) {
            return Optional.of(inbound.faultOf(e));
        }
    }
}
