package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.verify.provider.Provider;
import io.github.webhooks4j.verify.provider.Providers;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A setting of a source: {@code source.NAME.OPTION} in the file, {@code SOURCE_NAME_OPTION} in the environment.
 *
 * @param source the source's name
 * @param option such as {@code provider} or {@code secret.previous}
 */
record SourceKey(String source, String option) {
    static final String PROVIDER = "provider";
    static final String SECRET = "secret";
    static final String SECRET_PREVIOUS = "secret.previous";
    static final String HANDSHAKE = "handshake";
    static final String HANDSHAKE_SECRET = "handshake.secret";
    /** Another word for {@link #SECRET}, of providers that sign with a private key. */
    static final String PUBLIC_KEY = "public-key";
    /** Another word for {@link #HANDSHAKE_SECRET}, of those whose page calls it so. */
    static final String VERIFY_TOKEN = "verify-token";

    static final String METHODS = "methods";
    static final String MODE = "mode";
    static final String HANDLER = "handler";

    /** The options that every source has; the others are its provider's. */
    static final Set<String> COMMON =
            Set.of(PROVIDER, SECRET, SECRET_PREVIOUS, HANDSHAKE, HANDSHAKE_SECRET, METHODS, MODE, HANDLER);

    private static final Set<String> WITH_VERIFY_TOKEN = Set.of("ebay", "meta");
    private static final String PREFIX = "source.";

    /** Every option that some provider has, and the common ones. */
    static Set<String> known() {
        Set<String> known = new TreeSet<>(COMMON);
        Providers.names().forEach(name -> known.addAll(of(Providers.byName(name))));
        return known;
    }

    /** The options of a provider's sources, but for the common ones. */
    static Set<String> of(Provider provider) {
        Set<String> options = new TreeSet<>(provider.options());
        if (takesPublicKey(provider)) {
            options.add(PUBLIC_KEY);
        }
        if (WITH_VERIFY_TOKEN.contains(provider.name())) {
            options.add(VERIFY_TOKEN);
        }
        return options;
    }

    /** Whether what is configured as a secret is a public key, or may be one. */
    static boolean takesPublicKey(Provider provider) {
        return provider.publicKeyScheme().isPresent() || provider.name().equals("http-signature");
    }

    /** Reads a key of the file. */
    static Optional<SourceKey> of(String text) {
        int end = text.indexOf('.', PREFIX.length());
        if (!text.startsWith(PREFIX) || end <= PREFIX.length() || end == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new SourceKey(text.substring(PREFIX.length(), end), text.substring(end + 1)));
    }

    /**
     * Reads the name of an environment variable. Many are none of ours: {@code SOURCE_DATE_EPOCH}, for one.
     *
     * @param sources the sources of the file by the form of their names in the environment
     */
    static Optional<SourceKey> ofVariable(String variable, Map<String, String> sources) {
        String prefix = variableForm(PREFIX);
        List<String> longestFirst = known().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String option : longestFirst) {
            String suffix = "_" + variableForm(option);
            int end = variable.length() - suffix.length();
            if (variable.startsWith(prefix) && variable.endsWith(suffix) && end > prefix.length()) {
                String name = variable.substring(prefix.length(), end);
                return Optional.of(new SourceKey(sources.getOrDefault(name, name.toLowerCase(Locale.ROOT)), option));
            }
        }
        return Optional.empty();
    }

    static String variableForm(String text) {
        return text.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    String text() {
        return PREFIX + source + "." + option;
    }
}
