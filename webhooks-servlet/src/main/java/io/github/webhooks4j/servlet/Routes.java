package io.github.webhooks4j.servlet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which call belongs to a path and a method. Complete before the first request. */
final class Routes {
    private static final String HEX = "[0-9a-fA-F]";
    private static final Pattern ONE = Pattern.compile(
            "(/[a-z]+)/(" + HEX + "{8}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{4}-" + HEX + "{12})(/[a-z-]+)?");

    private final Map<String, Map<String, Call>> calls = new HashMap<>();

    /** What is done for a request. */
    @FunctionalInterface
    interface Call {
        ApiAnswer answer(ApiCall call) throws RefusedCall;
    }

    /** The calls of one path, which consists of known words and the id in it. */
    record Target(String path, Map<String, Call> calls, Optional<UUID> id) {
        Optional<Call> call(String method) {
            return Optional.ofNullable(calls.get(method));
        }

        /** All of them, as {@code Allow} has them. */
        String methods() {
            return String.join(", ", calls.keySet());
        }
    }

    /** Adds a call: {@code {id}} in the path stands for an id. */
    Routes on(String method, String path, Call call) {
        calls.computeIfAbsent(path, unused -> new TreeMap<>()).put(method, call);
        return this;
    }

    /** The calls of a path as it is on the wire; empty when there are none. */
    Optional<Target> find(String path) {
        Matcher one = ONE.matcher(path);
        if (!one.matches()) {
            return Optional.ofNullable(calls.get(path)).map(found -> new Target(path, found, Optional.empty()));
        }
        String action = one.group(3);
        UUID id = UUID.fromString(one.group(2));
        return Optional.ofNullable(calls.get(one.group(1) + "/{id}" + (action == null ? "" : action)))
                .map(found -> new Target(path, found, Optional.of(id)));
    }
}
