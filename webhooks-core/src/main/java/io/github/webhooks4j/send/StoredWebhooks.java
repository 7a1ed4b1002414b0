package io.github.webhooks4j.send;

import io.github.webhooks4j.observe.Notice;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sending half over a store. */
final class StoredWebhooks implements Webhooks {
    private final SendSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Engines engines = new Engines();
    private final Transports transports;
    private final EventPreparation preparation;
    private final Endpoints endpoints;
    private final Deliveries deliveries;

    StoredWebhooks(SendSettings settings) {
        this.settings = settings;
        transports = new Transports(settings.transport);
        preparation = new EventPreparation(settings, clock);
        endpoints = new Endpoints(settings, clock, transports, engines, this::publishPing);
        deliveries = new Deliveries(settings.outbox, engines);
    }

    @Override
    public EventTypes eventTypes() {
        return settings.eventTypes;
    }

    @Override
    public List<Published> publishAll(List<Event> events) {
        return store(events.stream().map(preparation::prepare).toList());
    }

    /** In the form that Standard Webhooks recommends for payloads; never the application's writer writes it. */
    private Published publishPing(Endpoint endpoint) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", EventTypes.PING);
        payload.put("endpoint", endpoint.id().toString());
        Event ping = Event.ofBytes(EventTypes.PING, Event.JSON, JsonPayloads.bytes(payload))
                .owner(endpoint.owner());
        return store(List.of(preparation.prepare(ping, Optional.of(endpoint.id()))))
                .get(0);
    }

    private List<Published> store(List<NewEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Published> published = settings.outbox.publish(events, engines);
        for (int i = 0; i < events.size(); i++) {
            tell(events.get(i), published.get(i));
        }
        return published;
    }

    private void tell(NewEvent event, Published published) {
        if (!published.repeated()) {
            settings.listeners.on(new Notice.EventPublished(
                    clock.instant(), event.id(), event.type(), event.owner(), published.deliveries()));
        }
    }

    @Override
    public NewEvent prepare(Event event) {
        return preparation.prepare(event);
    }

    @Override
    public void stored(NewEvent stored, Published published, boolean committed) {
        tell(stored, published);
        if (committed) {
            engines.committed();
        } else {
            engines.unseen();
        }
    }

    @Override
    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public DeliveryEngine startDelivery() {
        DeliveryEngine engine = new DeliveryEngine(settings, clock, transports.get(), engines);
        if (!engines.begin(engine)) {
            throw new IllegalStateException("delivery runs already in this sender");
        }
        try {
            engine.start();
        } catch (Throwable e) {
            engine.close(Duration.ZERO); // and another try may begin
            throw e;
        }
        return engine;
    }

    @Override
    public void close() {
        engines.running().ifPresent(DeliveryEngine::close);
        transports.close();
    }
}
