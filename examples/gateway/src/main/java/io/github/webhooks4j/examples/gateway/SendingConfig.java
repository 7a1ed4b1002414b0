package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.send.EventType;
import io.github.webhooks4j.send.MasterKeys;
import io.github.webhooks4j.send.target.TargetPolicy;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How events are sent, as configured. */
record SendingConfig(
        List<String> eventTypes,
        RetrySchedule schedule,
        Duration timeout,
        Duration lease,
        int concurrency,
        int perEndpoint,
        TargetPolicy targets,
        MasterKeys masterKeys) {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final String MASTER_KEY_NAME = "master";

    static SendingConfig read(Values values) {
        Duration timeout = values.duration(Key.DELIVERY_TIMEOUT, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
        Duration lease = values.duration(Key.DELIVERY_LEASE, SHORTEST_TIMEOUT, LONGEST_LEASE);
        if (lease.compareTo(timeout.plus(timeout.dividedBy(4))) < 0) {
            values.fault(Key.DELIVERY_LEASE, "must be at least a quarter longer than " + Key.DELIVERY_TIMEOUT.text());
        }
        return new SendingConfig(
                eventTypes(values),
                schedule(values),
                timeout,
                lease,
                values.number(Key.DELIVERY_CONCURRENCY, 1, 100_000),
                values.number(Key.DELIVERY_PER_ENDPOINT, 1, 10_000),
                targets(values),
                masterKeys(values));
    }

    private static List<String> eventTypes(Values values) {
        List<String> types = values.list(Key.EVENT_TYPES);
        for (String type : types) {
            try {
                EventType.of(type);
            } catch (IllegalArgumentException e) {
                values.fault(Key.EVENT_TYPES, "has a fault: " + e.getMessage());
            }
        }
        return types;
    }

    private static RetrySchedule schedule(Values values) {
        if (values.text(Key.DELIVERY_SCHEDULE).isEmpty()) {
            return RetrySchedule.DELIVERIES;
        }
        List<Duration> delays = new ArrayList<>();
        try {
            values.list(Key.DELIVERY_SCHEDULE).forEach(delay -> delays.add(Duration.parse(delay)));
            return RetrySchedule.of(delays);
        } catch (DateTimeException e) {
            values.fault(Key.DELIVERY_SCHEDULE, "must be a comma list of ISO-8601 durations, such as PT5S,PT5M");
        } catch (IllegalArgumentException e) {
            values.fault(Key.DELIVERY_SCHEDULE, "has a fault: " + e.getMessage());
        }
        return RetrySchedule.DELIVERIES;
    }

    private static TargetPolicy targets(Values values) {
        boolean http = values.flag(Key.TARGETS_HTTP);
        try {
            return TargetPolicy.builder()
                    .allowHttp(http)
                    .allow(values.list(Key.TARGETS_ALLOW).toArray(String[]::new))
                    .build();
        } catch (IllegalArgumentException e) {
            values.fault(Key.TARGETS_ALLOW, "has a fault: " + e.getMessage());
            return TargetPolicy.publicOnly();
        }
    }

    private static MasterKeys masterKeys(Values values) {
        return values.secret(Key.MASTER_KEY)
                .map(key -> {
                    try {
                        return MasterKeys.of(MASTER_KEY_NAME, key);
                    } catch (IllegalArgumentException e) {
                        values.fault(Key.MASTER_KEY, "must be the Base64 of 32 random bytes");
                        return MasterKeys.none();
                    }
                })
                .orElseGet(MasterKeys::none);
    }
}
