package io.github.webhooks4j.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process of its own: exit codes, standard output, signals. */
@Timeout(120)
class GatewayProcessTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String TOKEN = "0123456789abcdef";
    private static final String READY = "gateway ready on ";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void kill() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void sigterm_drains_and_ends_with_0() throws Exception {
        String address = started("slow:2000");
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(push("delivery-1").toHttp(URI.create(address + "/webhooks")), text());
        await().until(() -> call(address + "/api/messages?state=received").contains("delivery-1"));

        process.destroy();

        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(process.waitFor()).isZero();
        assertThat(errors()).doesNotContain(SECRET).doesNotContain(TOKEN);
        String again = started("log");
        assertThat(call(again + "/api/messages?state=handled")).contains("delivery-1");
    }

    @Test
    void sigterm_lets_a_delivery_in_flight_come_to_its_end() throws Exception {
        try (Hook hook = new Hook()) {
            hook.shut();
            String address = started("log", "event.types=order.paid", "targets.allow=127.0.0.0/8", "targets.http=true");
            String registered = post(
                    address + "/api/endpoints",
                    "{\"owner\":\"shop\",\"url\":\"" + hook.url() + "\",\"eventTypes\":[\"*\"]}");
            String secret = registered.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
            post(address + "/api/events", "{\"type\":\"order.paid\",\"owner\":\"shop\",\"payload\":{\"n\":1}}");
            await().until(() -> hook.got.size() == 1);

            process.destroy();
            await().until(() -> !accepts(address));
            await().during(Duration.ofSeconds(2)).until(process::isAlive);
            hook.open();

            assertThat(process.waitFor()).isZero();
            assertThat(hook.got.get(0).isSignedWith(secret)).isTrue();
            assertThat(errors())
                    .doesNotContain(secret)
                    .doesNotContain(hook.url())
                    .doesNotContain(TOKEN);
            String again = started("log", "event.types=order.paid");
            assertThat(call(again + "/api/deliveries")).contains("\"state\":\"delivered\"", "\"attemptCount\":1");
        }
    }

    private boolean accepts(String address) throws InterruptedException {
        try {
            return call(address + "/health").contains("up");
        } catch (IOException e) {
            return false;
        }
    }

    private String post(String url, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = http.send(request, text());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    @Test
    void a_configuration_with_faults_ends_with_2_and_all_of_them() throws Exception {
        start("http.port=eighty", "source.github.provider=github", "unknown.key=" + SECRET);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output().readLine()).isNull();
        assertThat(errors())
                .contains("http.port", "source.github.secret is missing", "unknown.key is an unknown key")
                .doesNotContain(SECRET);
    }

    @Test
    void a_database_that_does_not_open_ends_with_1() throws Exception {
        start(
                "http.port=0",
                "database.url=jdbc:h2:file:" + folder.resolve("nothing") + ";IFEXISTS=TRUE;PASSWORD=" + TOKEN,
                "source.github.provider=github",
                "source.github.secret=" + SECRET);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(errors()).contains("the gateway did not start").doesNotContain(TOKEN);
    }

    private String started(String handler, String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.addAll(List.of(
                "http.port=0",
                "database.url=jdbc:h2:file:" + folder.resolve("gateway"),
                "api.token=" + TOKEN,
                "source.github.provider=github",
                "source.github.secret=" + SECRET,
                "source.github.handler=" + handler));
        start(lines.toArray(String[]::new));
        BufferedReader out = output();
        String line = out.readLine();
        assertThat(line).as(errors()).startsWith(READY);
        return line.substring(READY.length());
    }

    private BufferedReader output() {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private void start(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("gateway.properties"), List.of(lines));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.log.io.github.webhooks4j=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gateway.class.getName(),
                        file.toString())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private static SignedRequest push(String id) {
        return SignedRequest.github(Secret.of(SECRET)).path("/github").id(id).body("{}");
    }

    private String call(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return http.send(request, text()).body();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors"));
    }
}
