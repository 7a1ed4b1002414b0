package io.github.webhooks4j.examples.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of every setting, of the file and of the environment, which wins; and what was wrong so far. */
final class Settings {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([^}]*)}");

    private final Map<String, String> environment;
    private final Map<Key, String> values = new EnumMap<>(Key.class);
    private final Map<String, Map<String, String>> sources = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    static Settings read(Optional<Path> file, Map<String, String> environment) {
        Settings settings = new Settings(environment);
        file.ifPresent(settings::readFile);
        settings.readEnvironment();
        return settings;
    }

    /** The value, or its default. */
    Optional<String> get(Key key) {
        return Optional.ofNullable(values.get(key)).or(key::standard);
    }

    /** The options of each source by its name. */
    Map<String, Map<String, String>> sources() {
        return sources;
    }

    /** What is wrong; whoever reads a value adds to it. */
    List<String> faults() {
        return faults;
    }

    private void readFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            faults.add("the file " + file + " cannot be read as properties in UTF-8");
        }
        for (String text : new TreeSet<>(properties.stringPropertyNames())) {
            put(text, resolved(text, properties.getProperty(text).strip()));
        }
    }

    private void put(String text, String value) {
        Optional<Key> key = Key.of(text);
        Optional<SourceKey> sourceKey = SourceKey.of(text);
        if (key.isPresent()) {
            values.put(key.get(), value);
        } else if (sourceKey.isPresent()) {
            put(sourceKey.get(), value);
        } else {
            faults.add(text + " is an unknown key");
        }
    }

    private void put(SourceKey key, String value) {
        sources.computeIfAbsent(key.source(), name -> new TreeMap<>()).put(key.option(), value);
    }

    private void readEnvironment() {
        for (Key key : Key.values()) {
            Optional.ofNullable(environment.get(key.name())).ifPresent(value -> values.put(key, value));
        }
        Map<String, String> names = new HashMap<>();
        sources.keySet().forEach(name -> names.put(SourceKey.variableForm(name), name));
        environment.forEach(
                (variable, value) -> SourceKey.ofVariable(variable, names).ifPresent(key -> put(key, value)));
    }

    private String resolved(String key, String value) {
        return REFERENCE.matcher(value).replaceAll(match -> {
            String variable = match.group(1);
            String found = environment.get(variable);
            if (found == null) {
                faults.add(key + " refers to the environment variable " + variable + ", which is not set");
                return Matcher.quoteReplacement(match.group());
            }
            return Matcher.quoteReplacement(found);
        });
    }
}
