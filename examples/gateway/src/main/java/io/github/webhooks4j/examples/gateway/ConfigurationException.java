package io.github.webhooks4j.examples.gateway;

import java.util.List;

/** The configuration has faults: all of them. */
final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    ConfigurationException(List<String> faults) {
        super("the gateway is not configured well:\n - " + String.join("\n - ", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
