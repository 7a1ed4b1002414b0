package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.provider.Provider;
import io.github.webhooks4j.verify.provider.Providers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One source, as configured. */
record SourceConfig(
        String name,
        Verifier verifier,
        List<Handshake> handshakes,
        List<String> methods,
        boolean queued,
        SourceHandler handler) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Set<String> ALL_METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /**
     * Reads one; when anything is wrong with it, all of that is added to the faults and nothing comes back.
     *
     * @param publicUrl what the outside calls this gateway
     */
    static Optional<SourceConfig> of(
            String name, Map<String, String> options, Optional<URI> publicUrl, List<String> faults) {
        String base = publicUrl.map(URI::toString).orElse("").replaceFirst("/$", "");
        String url = base.isEmpty() ? "" : base + HttpServer.HOOKS + name;
        Reading reading = new Reading(name, options, url, new ArrayList<>());
        Optional<SourceConfig> source = reading.source();
        faults.addAll(reading.faults);
        return source;
    }

    private record Reading(String name, Map<String, String> options, String url, List<String> faults) {
        Optional<SourceConfig> source() {
            if (!NAME.matcher(name).matches()) {
                fault("", "the name must match " + NAME);
            }
            Optional<Provider> provider = provider();
            checkOptions(provider);
            List<String> methods = methods();
            boolean queued = isQueued();
            Optional<SourceHandler> handler = handler();
            List<Secret> secrets = secrets(provider);
            Optional<Verifier> verifier = verifier(provider, secrets);
            List<Handshake> handshakes = handshakes(provider, secrets);
            if (!faults.isEmpty() || verifier.isEmpty() || handler.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new SourceConfig(name, verifier.get(), handshakes, methods, queued, handler.get()));
        }

        private Optional<Provider> provider() {
            String text = options.get(SourceKey.PROVIDER);
            if (text == null) {
                fault(SourceKey.PROVIDER, "is missing");
                return Optional.empty();
            }
            try {
                return Optional.of(Providers.byName(text));
            } catch (IllegalArgumentException e) {
                fault(SourceKey.PROVIDER, "is unknown; known: " + String.join(", ", Providers.names()));
                return Optional.empty();
            }
        }

        private void checkOptions(Optional<Provider> provider) {
            Set<String> known = provider.map(SourceKey::of).orElseGet(SourceKey::known);
            for (String option : options.keySet()) {
                if (!SourceKey.COMMON.contains(option) && !known.contains(option)) {
                    fault(option, "is an unknown key");
                }
            }
        }

        private List<Secret> secrets(Optional<Provider> provider) {
            boolean needed = provider.map(Provider::needsSecret).orElse(true);
            boolean publicKey = provider.filter(SourceKey::takesPublicKey).isPresent();
            String current = publicKey ? oneOf(SourceKey.SECRET, SourceKey.PUBLIC_KEY) : SourceKey.SECRET;
            if (needed && !options.containsKey(current)) {
                fault(current, "is missing");
            }
            List<Secret> secrets = new ArrayList<>();
            for (String option : List.of(current, SourceKey.SECRET_PREVIOUS)) {
                secret(option).ifPresent(secrets::add);
            }
            return secrets;
        }

        /** Which of two words for the same is used. */
        private String oneOf(String first, String second) {
            if (options.containsKey(first) && options.containsKey(second)) {
                fault(second, "is given beside " + first + ", which is the same");
            }
            return options.containsKey(second) ? second : first;
        }

        private Optional<Secret> secret(String option) {
            Optional<String> text = Optional.ofNullable(options.get(option));
            if (text.filter(String::isBlank).isPresent()) {
                fault(option, "is empty");
                return Optional.empty();
            }
            return text.map(value -> Secret.of(value).named(key(option)));
        }

        private List<Handshake> handshakes(Optional<Provider> provider, List<Secret> ofMessages) {
            List<Secret> own = secret(oneOf(SourceKey.HANDSHAKE_SECRET, SourceKey.VERIFY_TOKEN)).stream()
                    .toList();
            return new HandshakeReading(
                            provider.map(Provider::name).orElse("an unknown provider"),
                            options,
                            new NamedHandshakes(ofMessages, own, options, url),
                            what -> fault(SourceKey.HANDSHAKE, what))
                    .handshakes();
        }

        private List<String> methods() {
            List<String> methods =
                    List.of(options.getOrDefault(SourceKey.METHODS, "POST").split("\\s*,\\s*", -1));
            if (!ALL_METHODS.containsAll(methods)) {
                fault(
                        SourceKey.METHODS,
                        "is '" + String.join(",", methods)
                                + "' but must be a comma list of GET, POST, PUT, PATCH, DELETE");
            }
            return methods;
        }

        private boolean isQueued() {
            String mode = options.getOrDefault(SourceKey.MODE, "inline");
            if (!mode.equals("inline") && !mode.equals("queued")) {
                fault(SourceKey.MODE, "is '" + mode + "' but must be inline or queued");
            }
            return mode.equals("queued");
        }

        private Optional<SourceHandler> handler() {
            String text = options.getOrDefault(SourceKey.HANDLER, "log");
            Optional<SourceHandler> handler = Handlers.of(text);
            if (handler.isEmpty()) {
                fault(SourceKey.HANDLER, "is '" + text + "' but must be log, publish:TYPE, fail:N or slow:MILLIS");
            }
            return handler;
        }

        private Optional<Verifier> verifier(Optional<Provider> provider, List<Secret> secrets) {
            if (provider.isEmpty() || (secrets.isEmpty() && provider.get().needsSecret())) {
                return Optional.empty();
            }
            Map<String, String> own = new TreeMap<>(options);
            own.keySet().removeAll(SourceKey.COMMON);
            own.keySet().retainAll(provider.get().options()); // the others are told already
            try {
                return Optional.of(provider.get().verifier(secrets, own));
            } catch (IllegalArgumentException e) {
                faults.add("source." + name + ": " + e.getMessage());
                return Optional.empty();
            }
        }

        private String key(String option) {
            return new SourceKey(name, option).text();
        }

        private void fault(String option, String what) {
            faults.add(option.isEmpty() ? "source." + name + ": " + what : key(option) + " " + what);
        }
    }
}
