package io.github.webhooks4j.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.webhooks4j.send.WebhooksBuilder;
import io.github.webhooks4j.send.target.TargetVerdict;
import io.github.webhooks4j.verify.provider.Providers;
import io.github.webhooks4j.work.RetrySchedule;
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
        SendingConfig sending = config.sending();
        assertThat(sending.eventTypes()).containsExactly("ping");
        assertThat(sending.schedule()).isEqualTo(RetrySchedule.DELIVERIES);
        assertThat(sending.timeout()).isEqualTo(WebhooksBuilder.DEFAULT_TIMEOUT);
        assertThat(sending.lease()).isEqualTo(WebhooksBuilder.DEFAULT_LEASE);
        assertThat(sending.concurrency()).isEqualTo(WebhooksBuilder.DEFAULT_CONCURRENCY);
        assertThat(sending.perEndpoint()).isEqualTo(WebhooksBuilder.DEFAULT_PER_ENDPOINT);
        assertThat(sending.targets().url("http://shop.example/")).isInstanceOf(TargetVerdict.Refused.class);
        assertThat(sending.targets().url("https://10.1.2.3/")).isInstanceOf(TargetVerdict.Refused.class);
        assertThat(sending.masterKeys().toString()).contains("none");
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
                "event.types=order.paid, order.sent",
                "delivery.schedule=PT1S, PT2S",
                "delivery.timeout=PT5S",
                "delivery.lease=PT10S",
                "delivery.concurrency=1000",
                "delivery.per-endpoint=2",
                "targets.allow=10.0.0.0/8, 127.0.0.1/32",
                "targets.http=true",
                "master.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
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
                "source.stripe.handler=publish:order.paid");

        assertThat(config.publicUrl()).contains(URI.create("https://shop.example"));
        assertThat(config.database().password()).contains("pässword");
        assertThat(config.maxBody()).isEqualTo(512 * 1024);
        assertThat(config.inlineDeadline()).isEqualTo(Duration.ofMillis(2500));
        SendingConfig sending = config.sending();
        assertThat(sending.eventTypes()).containsExactly("order.paid", "order.sent");
        assertThat(sending.schedule().delays()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(sending.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sending.lease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(sending.concurrency()).isEqualTo(1000);
        assertThat(sending.perEndpoint()).isEqualTo(2);
        assertThat(sending.targets().url("http://10.1.2.3/")).isInstanceOf(TargetVerdict.Allowed.class);
        assertThat(sending.targets().url("http://127.0.0.1:8080/")).isInstanceOf(TargetVerdict.Allowed.class);
        assertThat(sending.masterKeys().toString()).contains("master");
        assertThat(config.sources()).extracting(SourceConfig::name).containsExactly("my-shop", "stripe");
        assertThat(config.sources().get(1).handler().publishedType()).contains("order.paid");
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
                "source.b.handler=publish:",
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
                        "source.b.handler is 'publish:' but must be log, publish:TYPE, fail:N or slow:MILLIS",
                        "source.b.header is an unknown key",
                        "source.c.provider is missing",
                        "source.c.secret is empty",
                        "source.d: provider stripe: option tolerance is 5m but must be an ISO-8601 duration such as"
                                + " PT5M",
                        "source.e.secret refers to the environment variable NOT_THERE, which is not set",
                        "source.BIG: the name must match [a-z0-9][a-z0-9_-]{0,63}");
    }

    @Test
    void every_fault_of_sending_is_told_at_once() throws Exception {
        List<String> faults = faults(
                Map.of(),
                "event.types=order..paid",
                "delivery.schedule=5s",
                "delivery.timeout=PT60S",
                "delivery.concurrency=0",
                "delivery.per-endpoint=10001",
                "targets.allow=10.0.0.0/33",
                "targets.http=yes",
                "master.key=AAAA");

        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "event.types has a fault: event type is 'order..paid' but must be words of letters, digits,"
                                + " '_' and '-' between dots, at most 128 characters",
                        "delivery.schedule must be a comma list of ISO-8601 durations, such as PT5S,PT5M",
                        "delivery.lease must be at least a quarter longer than delivery.timeout",
                        "delivery.concurrency is '0' but must be a number from 1 to 100000",
                        "delivery.per-endpoint is '10001' but must be a number from 1 to 10000",
                        "targets.allow has a fault: the target policy cannot be built: '10.0.0.0/33' must have a prefix"
                                + " length from 0 to 32",
                        "targets.http is 'yes' but must be true or false",
                        "master.key must be the Base64 of 32 random bytes");
    }

    @Test
    void a_handshake_is_a_known_one_with_what_it_needs() throws Exception {
        assertThat(faults(
                        Map.of(),
                        "source.github.provider=github",
                        "source.github.secret=" + SECRET,
                        "source.github.handshake=slack, meta, asana"))
                .contains(
                        "source.github.handshake is unknown: 'asana'; known: adobe-io, braintree, cloudevents, "
                                + "discord, dropbox, ebay, head, meta, microsoft-graph, monday, okta, slack, sns, twitch,"
                                + " x, zoom; or true or false",
                        "source.github.handshake meta: it has no verify token");
    }

    @Test
    void keys_of_what_is_not_built_yet_are_unknown() throws Exception {
        List<String> faults = faults(
                Map.of(),
                "source.github.provider=github",
                "source.github.secret=" + SECRET,
                "source.github.rate=100/s",
                "delivery.rate=10/s",
                "replay.rate=10",
                "console.path=/");

        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "source.github.rate is an unknown key",
                        "delivery.rate is an unknown key",
                        "replay.rate is an unknown key",
                        "console.path is an unknown key");
    }

    @Test
    void a_source_publishes_only_what_is_declared_and_can_be_sent() throws Exception {
        List<String> faults = faults(
                Map.of(),
                "receive.max-body=17MiB",
                "source.github.provider=github",
                "source.github.secret=" + SECRET,
                "source.github.handler=publish:order.paid");

        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "event.types lacks order.paid, which source github publishes",
                        "receive.max-body must be at most 16MiB, for source github publishes");
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
    void without_a_source_it_only_sends() throws Exception {
        assertThat(read(Map.of()).sources()).isEmpty();
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
                "source.github.secret=hidden-4-0123456789",
                "master.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

        assertThat(config.toString()).doesNotContain("hidden", "AAEC");
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
