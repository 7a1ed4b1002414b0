package io.github.webhooks4j.servlet;

import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Receipt;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on the thread that the container gave it, from the first byte to the answer. */
final class BlockingExchange {
    private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);

    private final Inbound inbound;

    BlockingExchange(Inbound inbound) {
        this.inbound = inbound;
    }

    Receipt receipt() {
        Optional<RequestFault> fault = read(inbound);
        if (fault.isPresent()) {
            return inbound.refuse(fault.get());
        }
        return await(inbound.admitted().receive(inbound.body().toBytes()));
    }

    /** The work is done on threads of the receiver, so that its deadlines hold whatever a handler does. */
    private Receipt await(CompletionStage<Receipt> stage) {
        try {
            return stage.toCompletableFuture().get(AsyncExchange.LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.error("the receiver did not answer", e);
        }
        return inbound.refuse(RequestFault.NOT_RUNNING);
    }

    /** Reads the body on this thread; the deadline is looked at after every read. */
    static Optional<RequestFault> read(Inbound inbound) {
        try {
            Optional<ServletInputStream> stream = inbound.stream();
            return stream.isPresent() ? read(inbound, stream.get()) : Optional.of(inbound.consumed());
        } catch (IOException e) {
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
        } catch (IOException e) {
            inbound.request().removeAttribute(RequestDispatcher.ERROR_EXCEPTION); // Tomcat would print it
            return Optional.of(inbound.faultOf(e));
        } catch (RuntimeException e) { // Undertow, when its own timeout closed the connection
            if (!inbound.isLate()) {
                throw e;
            }
            return Optional.of(RequestFault.BODY_TIMEOUT);
        }
    }
}
