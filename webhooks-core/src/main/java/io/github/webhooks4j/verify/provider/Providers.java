package io.github.webhooks4j.verify.provider;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The presets by name, for configuration files. */
public final class Providers {
    private static final Map<String, Provider> ALL = all();

    private Providers() {}

    /**
     * Finds a preset.
     *
     * @param name in lower case with hyphens, such as {@code github} or {@code standard-webhooks}
     * @return the preset
     * @throws IllegalArgumentException listing all names when there is none of this name
     */
    public static Provider byName(String name) {
        Provider provider = ALL.get(name);
        if (provider == null) {
            throw new IllegalArgumentException(
                    "unknown provider '" + name + "'; known: " + String.join(", ", ALL.keySet()));
        }
        return provider;
    }

    /**
     * The names of all presets.
     *
     * @return the names in alphabetical order
     */
    public static Set<String> names() {
        return ALL.keySet();
    }

    private static Map<String, Provider> all() {
        Map<String, Provider> all = new TreeMap<>();
        Stream.of(
                        HmacPresets.all(),
                        CredentialPresets.all(),
                        PublicKeyPresets.all(),
                        HttpSignaturePresets.all(),
                        JwtPresets.all(),
                        CertificatePresets.all(),
                        OwnSchemePresets.all())
                .flatMap(presets -> presets)
                .forEach(preset -> all.put(preset.name(), preset));
        return Collections.unmodifiableMap(all);
    }
}
