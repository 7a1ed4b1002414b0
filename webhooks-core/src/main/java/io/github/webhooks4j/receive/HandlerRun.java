package io.github.webhooks4j.receive;

import io.github.webhooks4j.internal.LogText;
import io.github.webhooks4j.work.Claim;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what the application has for one claimed message: first the provider is asked, then the handlers in
 * their order. From the first handler that shares the store's transaction on, the rest runs inside it, and
 * the mark "handled" commits with it.
 */
final class HandlerRun {
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);

    private final MessageStore store;

    HandlerRun(MessageStore store) {
        this.store = store;
    }

    /** How a run ended, before anybody decided what that means for the message. */
    sealed interface End {
        /** Every handler returned; {@code marked} when the store has committed that already. */
        record Done(boolean marked) implements End {}

        /** No handler takes this message. */
        record Nobody() implements End {}

        /** The provider said no. */
        record NotConfirmed() implements End {}

        /** The fence was lost: a unit of work was rolled back. */
        record Lost() implements End {}

        /** The provider could not be asked. */
        record NotAsked(String error) implements End {}

        /** A handler threw. */
        record Threw(Throwable thrown, String error) implements End {}
    }

    End run(Source source, Claim<Message> claim) {
        Message message = claim.work();
        List<Route<?>> routes = source.routesFor(message);
        if (routes.isEmpty()) {
            return new End.Nobody();
        }
        if (source.confirmation().isPresent()) {
            try {
                if (!source.confirmation().get().confirm(message)) {
                    return new End.NotConfirmed();
                }
            } catch (Throwable e) {
                keepInterrupt(e);
                return new End.NotAsked(LogText.of(
                        "confirm: " + e.getClass().getName() + ": " + e.getMessage(), MessageResult.MAX_ERROR));
            }
        }
        try {
            return runAll(claim, routes);
        } catch (Throwable e) {
            keepInterrupt(e);
            log.debug("handler threw source={} message={}", source.name(), claim.id(), e);
            return new End.Threw(e, LogText.of(e, MessageResult.MAX_ERROR));
        }
    }

    private End runAll(Claim<Message> claim, List<Route<?>> routes) throws Exception {
        int shared = 0;
        while (shared < routes.size() && routes.get(shared).unitOfWorkType().isEmpty()) {
            shared++;
        }
        runEach(routes.subList(0, shared), claim.work(), null);
        if (shared == routes.size()) {
            return new End.Done(false);
        }
        List<Route<?>> inside = routes.subList(shared, routes.size());
        UnitOfWork.Provider provider = (UnitOfWork.Provider) store; // checked when the receiver was built
        boolean won = provider.handleInUnitOfWork(claim, unit -> runEach(inside, claim.work(), unit));
        return won ? new End.Done(true) : new End.Lost();
    }

    private static void runEach(List<Route<?>> routes, Message message, @Nullable UnitOfWork unit) throws Exception {
        for (Route<?> route : routes) {
            route.run(message, unit);
        }
    }

    private static void keepInterrupt(Throwable e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
