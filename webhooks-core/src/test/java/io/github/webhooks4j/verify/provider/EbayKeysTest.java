package io.github.webhooks4j.verify.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.verify.key.KeyAnswer;
import io.github.webhooks4j.verify.key.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** eBay's answers are written down from its documentation; nothing is asked of eBay here. */
class EbayKeysTest {
    private static final String KID = "9936261a-7d7b-4621-a0f1-96ccb428af49";
    private static final Secret SECRET = Secret.of("a secret of the tests");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private long nanos = Long.MAX_VALUE - 5; // as a clock of nanoseconds may
    private volatile String token = "{\"access_token\":\"t%d\",\"expires_in\":7200,\"token_type\":\"Application\"}";
    private volatile int status = 200;
    private volatile String refused = "no token";
    private volatile boolean down;

    private final EbayKeys keys = new EbayKeys(
            new EbayKeys.Line() {
                @Override
                public KeyAnswer fetch(URI address, Secret authorization) {
                    asked.add(address + " " + authorization.reveal());
                    int code = authorization.reveal().endsWith(refused) ? 401 : status;
                    return new KeyAnswer(code, "key".getBytes(StandardCharsets.UTF_8));
                }

                @Override
                public byte[] askForm(URI address, Secret authorization, String form) throws IOException {
                    asked.add(address + " " + authorization.reveal() + " " + form);
                    if (down) {
                        throw new IOException("down");
                    }
                    return token.formatted(tokens.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
                }
            },
            "api.sandbox.ebay.com",
            "app",
            SECRET,
            () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void a_key_is_asked_for_with_a_token_and_the_token_with_the_credentials() throws Exception {
        assertThat(keys.find(KID)).contains("key");

        String basic = Base64.getEncoder().encodeToString("app:a secret of the tests".getBytes(StandardCharsets.UTF_8));
        assertThat(asked)
                .containsExactly(
                        "https://api.sandbox.ebay.com/identity/v1/oauth2/token Basic " + basic
                                + " grant_type=client_credentials&scope=https%3A%2F%2Fapi.ebay.com%2Foauth%2Fapi_scope",
                        "https://api.sandbox.ebay.com/commerce/notification/v1/public_key/" + KID + " Bearer t1");
        assertThat(keys).hasToString("EbayKeys[https://api.sandbox.ebay.com]");
    }

    @Test
    void a_token_is_kept_until_a_minute_before_its_end() throws Exception {
        keys.find(KID);
        pass(Duration.ofSeconds(7200 - 61));
        keys.find(KID);
        assertThat(tokens).hasValue(1);

        pass(Duration.ofSeconds(1));
        keys.find(KID);
        assertThat(tokens).hasValue(2);
        assertThat(asked.get(asked.size() - 1)).endsWith("Bearer t2");
    }

    @Test
    void a_refused_token_is_replaced_once_and_not_at_once_again() throws Exception {
        keys.find(KID);
        pass(Duration.ofMinutes(2));
        status = 401;

        assertThatThrownBy(() -> keys.find(KID)).isInstanceOf(IOException.class).hasMessageContaining("status=401");
        assertThat(tokens).hasValue(2);

        asked.clear();
        assertThatThrownBy(() -> keys.find(KID)).hasMessageContaining("handed out a moment ago");
        assertThat(asked).hasSize(1);
        assertThat(tokens).hasValue(2);
    }

    @Test
    void a_refused_token_is_replaced_by_one_that_serves() throws Exception {
        keys.find(KID);
        pass(Duration.ofMinutes(1));
        refused = "t1";

        assertThat(keys.find(KID)).contains("key");
        assertThat(keys.find(KID)).contains("key");
        assertThat(tokens).hasValue(2);
    }

    @Test
    void a_token_that_lasts_for_longer_than_a_day_is_kept_for_one_and_none_lasts_beyond_its_end() throws Exception {
        token = token.replace("7200", "999999999");
        keys.find(KID);
        pass(Duration.ofDays(1).minusSeconds(61));
        keys.find(KID);
        assertThat(tokens).hasValue(1);

        token = token.replace("999999999", "59");
        pass(Duration.ofSeconds(1));
        keys.find(KID);
        assertThat(tokens).hasValue(2);
        keys.find(KID);
        assertThat(tokens).hasValue(3);
    }

    /** What renews a token holds no lock while it waits for eBay. */
    @Test
    void a_token_that_lasts_serves_while_another_is_asked_for() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger number = new AtomicInteger();
        ApplicationToken shared = new ApplicationToken(
                () -> {
                    int one = number.incrementAndGet();
                    if (one == 2) {
                        began.countDown();
                        await(answered);
                    }
                    return ("{\"access_token\":\"t" + one + "\",\"expires_in\":7200}").getBytes(StandardCharsets.UTF_8);
                },
                () -> nanos);
        Secret first = shared.get();
        pass(Duration.ofMinutes(1));
        CompletableFuture<Secret> renewed = new CompletableFuture<>();
        Thread renewing = new Thread(() -> {
            try {
                renewed.complete(shared.insteadOf(first));
            } catch (IOException e) {
                renewed.completeExceptionally(e);
            }
        });
        renewing.start();
        await(began);

        assertThat(CompletableFuture.supplyAsync(() -> tokenOf(shared), command -> new Thread(command).start())
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo("t1");
        answered.countDown();
        assertThat(renewed.get(10, TimeUnit.SECONDS).reveal()).isEqualTo("t2");
    }

    private static String tokenOf(ApplicationToken shared) {
        try {
            return shared.get().reveal();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Over the fetcher that the preset has, to a server on this host. */
    @Test
    void a_key_comes_over_tls() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.tls("localhost")));
        server.createContext("/", exchange -> {
            boolean forToken = exchange.getRequestURI().toString().equals("/identity/v1/oauth2/token");
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = (forToken ? "{\"access_token\":\"v^1.1#t\",\"expires_in\":7200}" : "key")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            EbayKeys.Line line = EbayKeys.Line.to(
                    TestCertificates.fetcher(server.getAddress().getPort()));
            assertThat(new EbayKeys(line, "localhost", "app", SECRET, System::nanoTime).find(KID))
                    .contains("key");
        } finally {
            server.stop(0);
        }
        assertThat(asked)
                .containsExactly(
                        "POST /identity/v1/oauth2/token Basic YXBwOmEgc2VjcmV0IG9mIHRoZSB0ZXN0cw==",
                        "GET /commerce/notification/v1/public_key/" + KID + " Bearer v^1.1#t");
    }

    @Test
    void an_unknown_key_is_none() throws Exception {
        status = 404;

        assertThat(keys.find(KID)).isEmpty();
    }

    @Test
    void after_a_failure_no_token_is_asked_for_for_a_moment() throws Exception {
        down = true;
        assertThatThrownBy(() -> keys.find(KID)).hasMessage("down");
        assertThatThrownBy(() -> keys.find(KID)).hasMessageContaining("a moment ago");
        assertThat(asked).hasSize(1);

        down = false;
        pass(Duration.ofSeconds(10));
        assertThat(keys.find(KID)).contains("key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"access_token\":\"t\"}",
                "{\"access_token\":\"t\",\"expires_in\":0}",
                "{\"access_token\":\"t\",\"expires_in\":-1}",
                "{\"access_token\":\"t\",\"expires_in\":\"7200\"}",
                "{\"access_token\":\"t t\",\"expires_in\":7200}",
                "{\"access_token\":\"t\\r\\nX: y\",\"expires_in\":7200}",
                "{\"expires_in\":7200}"
            })
    void an_answer_that_is_no_token_is_a_failure_that_tells_nothing_of_it(String answer) {
        token = answer;

        assertThatThrownBy(() -> keys.find(KID))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("what was answered is no token")
                .hasNoCause();
    }

    @Test
    void however_many_need_a_token_it_is_asked_for_once() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        ApplicationToken shared = new ApplicationToken(
                () -> {
                    questions.incrementAndGet();
                    await(answered);
                    return "{\"access_token\":\"t\",\"expires_in\":7200}".getBytes(StandardCharsets.UTF_8);
                },
                System::nanoTime);
        List<CompletableFuture<Secret>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return shared.get();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    command -> new Thread(command).start()));
        }
        answered.countDown();

        for (CompletableFuture<Secret> one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS).reveal()).isEqualTo("t");
        }
        assertThat(questions).hasValue(1);
        assertThat(shared).hasToString("ApplicationToken");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_defect_of_the_source_leaves_nobody_waiting() throws Exception {
        ApplicationToken defective = new ApplicationToken(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                () -> nanos);

        assertThatThrownBy(defective::get).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(defective::get).hasMessageContaining("a moment ago");
        pass(Duration.ofSeconds(10));
        assertThatThrownBy(defective::get).isInstanceOf(IllegalStateException.class);
    }
}
