package io.github.webhooks4j.send;

import io.github.webhooks4j.EventTypePattern;
import io.github.webhooks4j.send.target.TargetVerdict;
import io.github.webhooks4j.sign.SigningStyle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with an endpoint as it is wanted: all of it, in words for its owner. */
final class EndpointChecks {
    private static final int MAX_PATTERNS = 100;
    private static final int MAX_IN_FLIGHT = 10_000;
    private static final int MAX_ATTEMPTS = 50;

    private final SendSettings settings;
    private final Transports transports;

    EndpointChecks(SendSettings settings, Transports transports) {
        this.settings = settings;
        this.transports = transports;
    }

    /** Faults of a spec whose owner has been filled in, as far as known, but for its URL. A list to add to. */
    List<String> faults(EndpointSpec spec) {
        return faults(spec, List.of());
    }

    /** The same of a changed spec: an event type that it had before may have been retired since. */
    List<String> faultsOfChange(EndpointSpec spec, EndpointSpec before) {
        return faults(spec, before.events());
    }

    private List<String> faults(EndpointSpec spec, List<String> hadEvents) {
        List<String> faults = new ArrayList<>();
        if (spec.owner().isEmpty()) {
            faults.add("it has no owner, and the sender no default owner");
        }
        spec.owner().flatMap(Texts::nameFault).ifPresent(fault -> faults.add("owner " + fault));
        events(spec.events(), hadEvents, faults);
        settings(spec, faults);
        return faults;
    }

    /** What is wrong with where requests are to go. May block for an address look-up. */
    List<String> urlFaults(EndpointSpec spec) {
        return transports.get().check(spec.url()) instanceof TargetVerdict.Refused refused
                ? List.of("url: " + refused.reason())
                : List.of();
    }

    private void events(List<String> patterns, List<String> had, List<String> faults) {
        if (patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
            faults.add("it has " + patterns.size() + " event types but must have 1 to " + MAX_PATTERNS);
        }
        for (String text : patterns) {
            if (!had.contains(text)) {
                eventFault(text).ifPresent(faults::add);
            }
        }
    }

    private Optional<String> eventFault(String text) {
        try {
            return settings.eventTypes.faultOf(EventTypePattern.of(text), text);
        } catch (IllegalArgumentException e) {
            return Optional.of("an event type must be a type, a prefix that ends in '.*', or '*'");
        }
    }

    private void settings(EndpointSpec spec, List<String> faults) {
        if (spec.description().length() > Texts.MAX_NAME || !Texts.isPrintable(spec.description())) {
            faults.add("description must be at most " + Texts.MAX_NAME + " printable characters");
        }
        faults.addAll(CustomHeaders.faults(spec.headers()));
        spec.contentType().flatMap(Texts::contentTypeFault).ifPresent(faults::add);
        if (spec.timeout().filter(this::isTooLongOrShort).isPresent()) {
            faults.add("timeout must be from PT0.01S to " + settings.timeout);
        }
        if (spec.maxInFlight().filter(n -> n < 1 || n > MAX_IN_FLIGHT).isPresent()) {
            faults.add("maxInFlight must be from 1 to " + MAX_IN_FLIGHT);
        }
        if (spec.schedule()
                .filter(schedule -> schedule.attempts() > MAX_ATTEMPTS)
                .isPresent()) {
            faults.add("schedule must have at most " + MAX_ATTEMPTS + " attempts");
        }
        signing(spec, faults);
    }

    private boolean isTooLongOrShort(Duration timeout) {
        return timeout.compareTo(Duration.ofMillis(10)) < 0 || timeout.compareTo(settings.timeout) > 0;
    }

    private void signing(EndpointSpec spec, List<String> faults) {
        SigningStyle style = settings.styles.get(spec.signing());
        if (style == null) {
            faults.add("signing '" + spec.signing() + "' is not known; known: "
                    + settings.styles.keySet().stream().sorted().toList());
            return;
        }
        try {
            spec.secret().ifPresent(style::check);
        } catch (IllegalArgumentException e) {
            faults.add("secret does not fit: " + e.getMessage());
        }
    }
}
