package io.github.webhooks4j.servlet;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.receive.Messages;
import io.github.webhooks4j.send.Webhooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link WebhookManagementServlet} manages, and for whom. Not thread-safe. */
public final class WebhookManagementServletBuilder {
    /** Most bytes of a request: 320 KiB, for a payload of 256 KiB and what is around it. */
    public static final int DEFAULT_MAX_BODY = 320 * 1024;

    private static final int MOST = 64 * 1024 * 1024;

    private @Nullable Webhooks webhooks;
    private @Nullable Messages messages;
    private @Nullable ApiAuthorizer authorizer;
    private int maxBody = DEFAULT_MAX_BODY;

    WebhookManagementServletBuilder() {}

    /**
     * The sending half: endpoints, events and deliveries.
     *
     * @param value neither started nor closed with the servlet; default: none, and its calls are unknown
     * @return this builder
     */
    public WebhookManagementServletBuilder webhooks(Webhooks value) {
        webhooks = requireNonNull(value, "value");
        return this;
    }

    /**
     * The received log.
     *
     * @param value of a receiver; default: none, and its calls are unknown
     * @return this builder
     */
    public WebhookManagementServletBuilder messages(Messages value) {
        messages = requireNonNull(value, "value");
        return this;
    }

    /**
     * Who may call. There is no default: what manages endpoints is not left open by oversight.
     *
     * @param value asked for every request
     * @return this builder
     */
    public WebhookManagementServletBuilder authorizer(ApiAuthorizer value) {
        authorizer = requireNonNull(value, "value");
        return this;
    }

    /**
     * Most bytes of a request's body; over it: 413.
     *
     * @param bytes 1 to 64 MiB; default {@value #DEFAULT_MAX_BODY}
     * @return this builder
     */
    public WebhookManagementServletBuilder maxBody(int bytes) {
        maxBody = bytes;
        return this;
    }

    /**
     * The servlet.
     *
     * @return a new servlet, to be mapped to a path such as {@code /api/*}
     * @throws IllegalArgumentException naming everything that is missing or not allowed
     */
    public WebhookManagementServlet build() {
        List<String> faults = new ArrayList<>();
        if (webhooks == null && messages == null) {
            faults.add("there is nothing to manage: give webhooks(…), messages(…) or both");
        }
        ApiAuthorizer who = authorizer;
        if (who == null) {
            faults.add("there is no authorizer(…)");
        }
        if (maxBody < 1 || maxBody > MOST) {
            faults.add("maxBody is " + maxBody + " but must be from 1 to " + MOST);
        }
        if (who == null || !faults.isEmpty()) {
            throw new IllegalArgumentException("management servlet: " + String.join("; ", faults));
        }
        return new WebhookManagementServlet(who, routes(), maxBody);
    }

    private Routes routes() {
        Routes routes = new Routes();
        Webhooks sending = webhooks;
        if (sending != null) {
            new EndpointCalls(sending.endpoints()).addTo(routes);
            new EventCalls(sending).addTo(routes);
            new DeliveryCalls(sending.deliveries()).addTo(routes);
        }
        Messages log = messages;
        if (log != null) {
            new MessageCalls(log).addTo(routes);
        }
        new StatsCall(Optional.ofNullable(sending).map(Webhooks::deliveries), Optional.ofNullable(log)).addTo(routes);
        return routes;
    }
}
