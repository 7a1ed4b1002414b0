package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportsTest {
    private static final ScriptedTransport FOUND = new ScriptedTransport();

    /** As a module on the class path would bring it. */
    public static final class One implements TransportFactory {
        @Override
        public Transport create() {
            return FOUND;
        }
    }

    /** Another one. */
    public static final class Two implements TransportFactory {
        @Override
        public Transport create() {
            return FOUND;
        }
    }

    @TempDir
    Path directory;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void forget() {
        FOUND.closed.set(0);
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private void provide(Class<?>... factories) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(
                services.resolve(TransportFactory.class.getName()),
                List.of(factories).stream().map(Class::getName).toList());
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before));
    }

    @Test
    void the_one_that_is_found_is_used_and_closed_with_the_sender() throws IOException {
        provide(One.class);
        Transports transports = new Transports(Optional.empty());

        assertThat(transports.get()).isSameAs(FOUND).isSameAs(transports.get());
        transports.close();
        transports.close();

        assertThat(FOUND.closed).hasValue(1);
    }

    @Test
    void the_one_that_is_given_is_used_and_stays_open() throws IOException {
        provide(One.class);
        ScriptedTransport given = new ScriptedTransport();
        Transports transports = new Transports(Optional.of(given));

        assertThat(transports.get()).isSameAs(given);
        transports.close();

        assertThat(given.closed).hasValue(0);
    }

    @Test
    void none_and_two_are_told_with_what_to_do() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Transports(Optional.empty()).get())
                .withMessageContainingAll("0 are found", "webhooks-http", "transport(…)");
        provide(One.class, Two.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> new Transports(Optional.empty()).get())
                .withMessageContaining("2 are found");
    }

    @Test
    void on_the_module_path_a_transport_is_found_too() throws Exception {
        Path classes = Path.of(Transports.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(ModuleFinder.of(classes).findAll())
                .map(module -> module.descriptor())
                .flatMap(ModuleDescriptor::uses)
                .contains(TransportFactory.class.getName());
    }
}
