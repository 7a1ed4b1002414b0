package io.github.webhooks4j.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.webhooks4j.verify.provider.Providers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {
    private static final String SECRET = "It's a Secret to Everybody";

    @TempDir
    private Path folder;

    @Test
    void what_is_not_set_has_its_default() throws Exception {
        GatewayConfig config = read(Map.of(), "source.github.provider=github", "source.github.secret=" + SECRET);

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.publicUrl()).isEmpty();
        assertThat(config.database().url()).isEqualTo("jdbc:h2:mem:gateway;DB_CLOSE_DELAY=-1");
        assertThat(config.database().pool()).isEqualTo(16);
        assertThat(config.apiToken()).isEmpty();
        assertThat(config.maxBody()).isEqualTo(1024 * 1024);
        assertThat(config.inlineDeadline()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.retention()).isEqualTo(Duration.ofDays(7));
        SourceConfig source = config.sources().get(0);
        assertThat(source.name()).isEqualTo("github");
        assertThat(source.methods()).containsExactly("POST");
        assertThat(source.queued()).isFalse();
    }

    @Test
    void everything_can_be_set() throws Exception {
        GatewayConfig config = read(
                Map.of(),
                "http.host=0.0.0.0",
                "http.port=0",
                "public.url=https://shop.example",
                "database.url=jdbc:postgresql://db/shop",
                "database.user=shop",
                "database.password=pässword",
                "database.pool=4",
                "api.token=0123456789abcdef",
                "receive.max-body=512KiB",
                "receive.inline-deadline=PT2.5S",
                "receive.retention=P30D",
                "source.my-shop.provider=token",
                "source.my-shop.secret=0123456789abcdef",
                "source.my-shop.secret.previous=fedcba9876543210",
                "source.my-shop.header=X-Shop-Token",
                "source.my-shop.methods=GET, POST",
                "source.my-shop.mode=queued",
                "source.my-shop.handler=fail:2",
                "source.stripe.provider=stripe",
                "source.stripe.secret=whsec_test_secret",
                "source.stripe.tolerance=PT1M",
                "source.stripe.handler=slow:100");

        assertThat(config.publicUrl()).contains(URI.create("https://shop.example"));
        assertThat(config.database().password()).contains("pässword");
        assertThat(config.maxBody()).isEqualTo(512 * 1024);
        assertThat(config.inlineDeadline()).isEqualTo(Duration.ofMillis(2500));
        assertThat(config.sources()).extracting(SourceConfig::name).containsExactly("my-shop", "stripe");
        assertThat(config.sources().get(0).methods()).containsExactly("GET", "POST");
        assertThat(config.sources().get(0).queued()).isTrue();
    }

    @Test
    void every_fault_is_told_at_once() throws Exception {
        List<String> faults = faults(
                Map.of(),
                "http.port=eighty",
                "http.hots=localhost",
                "public.url=shop.example/path",
                "database.url=jdbc:oracle:thin:@db",
                "database.pool=0",
                "api.token=",
                "receive.max-body=1MB",
                "receive.inline-deadline=10s",
                "receive.retention=PT0S",
                "source.a.provider=githup",
                "source.a.secret=" + SECRET,
                "source.b.provider=github",
                "source.b.methods=POST,FETCH",
                "source.b.mode=later",
                "source.b.handler=publish:order.paid",
                "source.b.header=X-Token",
                "source.c.secret= ",
                "source.d.provider=stripe",
                "source.d.secret=whsec_test_secret",
                "source.d.tolerance=5m",
                "source.e.provider=github",
                "source.e.secret=${env:NOT_THERE}",
                "source.BIG.provider=github",
                "source.BIG.secret=" + SECRET);

        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "http.port is 'eighty' but must be a number from 0 to 65535",
                        "http.hots is an unknown key",
                        "public.url must be http(s)://host[:port] without user, path, query or fragment",
                        "database.url must begin with jdbc:h2: or jdbc:postgresql:",
                        "database.pool is '0' but must be a number from 1 to 1000",
                        "api.token is empty",
                        "receive.max-body is '1MB' but must be a size up to 268435456 bytes, such as 1MiB, 512KiB or"
                                + " 1048576",
                        "receive.inline-deadline is '10s' but must be an ISO-8601 duration from PT0.1S to PT10M",
                        "receive.retention is 'PT0S' but must be an ISO-8601 duration from PT1S to PT876000H",
                        "source.a.provider is unknown; known: " + String.join(", ", providers()),
                        "source.b.secret is missing",
                        "source.b.methods is 'POST,FETCH' but must be a comma list of GET, POST, PUT, PATCH, DELETE",
                        "source.b.mode is 'later' but must be inline or queued",
                        "source.b.handler is 'publish:order.paid' but must be log, fail:N or slow:MILLIS",
                        "source.b.header is an unknown key",
                        "source.c.provider is missing",
                        "source.c.secret is empty",
                        "source.d: provider stripe: option tolerance is 5m but must be an ISO-8601 duration such as"
                                + " PT5M",
                        "source.e.secret refers to the environment variable NOT_THERE, which is not set",
                        "source.BIG: the name must match [a-z0-9][a-z0-9_-]{0,63}");
    }

    @Test
    void keys_of_what_is_not_built_yet_are_unknown() throws Exception {
        List<String> faults = faults(
                Map.of(),
                "source.github.provider=github",
                "source.github.secret=" + SECRET,
                "source.github.rate=100/s",
                "event.types=ping",
                "delivery.timeout=PT15S",
                "targets.http=true",
                "master.key=AAAA");

        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "source.github.rate is an unknown key",
                        "event.types is an unknown key",
                        "delivery.timeout is an unknown key",
                        "targets.http is an unknown key",
                        "master.key is an unknown key");
    }

    @Test
    void the_environment_overrides_the_file() throws Exception {
        GatewayConfig config = read(
                Map.of(
                        "HTTP_PORT", "9999",
                        "RECEIVE_MAX_BODY", "2MiB",
                        "SOURCE_MY_SHOP_MODE", "queued",
                        "SOURCE_OTHER_PROVIDER", "token",
                        "SOURCE_OTHER_SECRET", "0123456789abcdef",
                        "SOURCE_OTHER_SECRET_PREVIOUS", "fedcba9876543210",
                        "SOURCE_DATE_EPOCH", "1700000000"),
                "http.port=eighty",
                "source.my-shop.provider=github",
                "source.my-shop.secret=" + SECRET);

        assertThat(config.port()).isEqualTo(9999);
        assertThat(config.maxBody()).isEqualTo(2 * 1024 * 1024);
        assertThat(config.sources()).extracting(SourceConfig::name).containsExactly("my-shop", "other");
        assertThat(config.sources().get(0).queued()).isTrue();
    }

    @Test
    void a_value_may_refer_to_the_environment() throws Exception {
        GatewayConfig config = read(
                Map.of("DB", "shop", "HOOK", "a$b\\c-0123456789"),
                "database.url=jdbc:h2:mem:${env:DB};DB_CLOSE_DELAY=-1",
                "api.token=${env:HOOK}",
                "source.github.provider=github",
                "source.github.secret=${env:HOOK}");

        assertThat(config.database().url()).isEqualTo("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
        assertThat(config.apiToken().orElseThrow().reveal()).isEqualTo("a$b\\c-0123456789");
    }

    @Test
    void without_a_source_there_is_nothing_to_do() throws Exception {
        assertThat(faults(Map.of()))
                .containsExactly("no source is configured: set source.NAME.provider and source.NAME.secret");
    }

    @Test
    void the_file_beside_it_lists_every_key_with_its_default() throws Exception {
        Path example = Path.of("gateway.properties");

        GatewayConfig config = GatewayConfig.read(Optional.of(example), Map.of("GITHUB_WEBHOOK_SECRET", SECRET));

        assertThat(config.sources()).extracting(SourceConfig::name).containsExactly("github");
        List<String> lines = Files.readAllLines(example);
        for (Key key : Key.values()) {
            String text = "#" + key.text() + "=";
            assertThat(lines)
                    .anyMatch(line -> line.startsWith(text)
                            && key.standard()
                                    .map(value -> line.equals(text + value))
                                    .orElse(true));
        }
    }

    @Test
    void a_file_that_is_not_there_is_a_fault() {
        Path missing = folder.resolve("missing.properties");

        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class, () -> GatewayConfig.read(Optional.of(missing), Map.of()));

        assertThat(thrown.faults()).contains("the file " + missing + " cannot be read as properties in UTF-8");
    }

    @Test
    void it_does_not_print_its_secrets() throws Exception {
        GatewayConfig config = read(
                Map.of(),
                "database.url=jdbc:h2:mem:x;PASSWORD=hidden-1",
                "database.password=hidden-2",
                "api.token=hidden-3-0123456789",
                "source.github.provider=github",
                "source.github.secret=hidden-4-0123456789");

        assertThat(config.toString()).doesNotContain("hidden");
        assertThat(config.database().without("no jdbc:h2:mem:x;PASSWORD=hidden-1 for hidden-2"))
                .doesNotContain("hidden");
    }

    private GatewayConfig read(Map<String, String> environment, String... lines)
            throws IOException, ConfigurationException {
        return GatewayConfig.read(Optional.of(file(lines)), environment);
    }

    private List<String> faults(Map<String, String> environment, String... lines) throws IOException {
        Path file = file(lines);
        return catchThrowableOfType(
                        ConfigurationException.class, () -> GatewayConfig.read(Optional.of(file), environment))
                .faults();
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("gateway.properties"), List.of(lines));
    }

    private static Iterable<String> providers() {
        return Providers.names();
    }
}
