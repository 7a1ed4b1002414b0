package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.SignatureScheme;
import io.github.webhooks4j.verify.Verifier;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * A preset as configuration sees it: a name, options in text, and the verifier that they make. Found with
 * {@link Providers#byName}. Immutable.
 */
public final class Provider {
    private final String name;
    private final Set<String> required;
    private final Set<String> optional;
    private final boolean secretNeeded;
    private final Optional<SignatureScheme> scheme;
    private final BiFunction<Map<String, String>, List<Secret>, Verifier> made;

    /** Makes the verifier of checked options. */
    @FunctionalInterface
    interface Factory {
        Verifier create(Map<String, String> options, Secret current, Secret... previous);
    }

    /** Makes the verifier of a preset that has no secret. */
    @FunctionalInterface
    interface WithoutSecret {
        Verifier create(Map<String, String> options);
    }

    private Provider(
            String name,
            Set<String> required,
            Set<String> optional,
            boolean secretNeeded,
            Optional<SignatureScheme> scheme,
            BiFunction<Map<String, String>, List<Secret>, Verifier> made) {
        this.name = name;
        this.required = required;
        this.optional = optional;
        this.secretNeeded = secretNeeded;
        this.scheme = scheme;
        this.made = made;
    }

    /** One HMAC scheme. */
    static Provider hmac(HmacScheme scheme, Set<String> optional, Factory factory) {
        return new Provider(scheme.name(), Set.of(), optional, true, Optional.of(scheme), withSecrets(factory));
    }

    /** One scheme of private and public keys. */
    static Provider publicKey(PublicKeyScheme scheme, Set<String> optional, Factory factory) {
        return new Provider(scheme.name(), Set.of(), optional, true, Optional.of(scheme), withSecrets(factory));
    }

    /** Anything else that takes a secret or, as one, the text of a key. */
    static Provider of(String name, Set<String> required, Set<String> optional, Factory factory) {
        return new Provider(name, required, optional, true, Optional.empty(), withSecrets(factory));
    }

    /** A preset whose keys come from the provider itself. */
    static Provider withoutSecret(String name, Set<String> required, Set<String> optional, WithoutSecret factory) {
        return new Provider(
                name, required, optional, false, Optional.empty(), (options, secrets) -> factory.create(options));
    }

    private static BiFunction<Map<String, String>, List<Secret>, Verifier> withSecrets(Factory factory) {
        return (options, secrets) -> factory.create(
                options, secrets.get(0), secrets.subList(1, secrets.size()).toArray(Secret[]::new));
    }

    /**
     * The name, as {@link Providers#byName} takes it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The options beside the secrets that this preset knows.
     *
     * @return their names in alphabetical order
     */
    public Set<String> options() {
        Set<String> all = new TreeSet<>(required);
        all.addAll(optional);
        return Collections.unmodifiableSet(all);
    }

    /**
     * Whether {@link #verifier} needs a secret; otherwise it takes none.
     *
     * @return {@code false} for presets whose keys come from the provider itself
     */
    public boolean needsSecret() {
        return secretNeeded;
    }

    /**
     * How the provider signs.
     *
     * @return the scheme, for presets that are one HMAC scheme
     */
    public Optional<HmacScheme> scheme() {
        return scheme.filter(HmacScheme.class::isInstance).map(HmacScheme.class::cast);
    }

    /**
     * How the provider signs with a private key.
     *
     * @return the scheme, for presets that are one such scheme
     */
    public Optional<PublicKeyScheme> publicKeyScheme() {
        return scheme.filter(PublicKeyScheme.class::isInstance).map(PublicKeyScheme.class::cast);
    }

    /**
     * Makes the verifier.
     *
     * @param secrets the current one first, then those that are still accepted; the text of a public key where
     *     the provider signs with a private one
     * @param options values by name: {@code tolerance} (an ISO-8601 duration such as {@code PT5M}),
     *     and those that {@link #options()} names
     * @return the verifier
     * @throws IllegalArgumentException naming every missing, unknown or bad option; never its value when it
     *     could be a secret
     */
    public Verifier verifier(List<Secret> secrets, Map<String, String> options) {
        List<String> faults = new ArrayList<>();
        if (secretNeeded && secrets.isEmpty()) {
            faults.add("secret is missing");
        }
        if (!secretNeeded && !secrets.isEmpty()) {
            faults.add("a secret is given, but there is none in this scheme");
        }
        for (String option : required) {
            if (options.getOrDefault(option, "").isBlank()) {
                faults.add("option " + option + " is missing");
            }
        }
        for (String option : new TreeMap<>(options).keySet()) {
            if (!required.contains(option) && !optional.contains(option)) {
                faults.add("option " + option + " is unknown; known: " + options());
            }
        }
        if (options.containsKey("tolerance") && optional.contains("tolerance")) {
            checkTolerance(options.get("tolerance"), faults);
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("provider " + name + ": " + String.join("; ", faults));
        }
        return made.apply(options, secrets);
    }

    private static void checkTolerance(String text, List<String> faults) {
        try {
            if (Duration.parse(text).isNegative()) {
                faults.add("option tolerance is " + text + " but must not be negative");
            }
        } catch (DateTimeException e) {
            faults.add("option tolerance is " + text + " but must be an ISO-8601 duration such as PT5M");
        }
    }

    /** Tells the name. */
    @Override
    public String toString() {
        return "Provider[" + name + "]";
    }
}
