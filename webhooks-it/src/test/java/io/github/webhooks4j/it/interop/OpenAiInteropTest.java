package io.github.webhooks4j.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import com.openai.errors.InvalidWebhookSignatureException;
import com.openai.models.webhooks.WebhookVerificationParams;
import com.openai.services.blocking.WebhookService;
import com.openai.services.blocking.WebhookServiceImpl;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.sign.Outgoing;
import io.github.webhooks4j.sign.SigningStyle;
import io.github.webhooks4j.sign.SigningStyles;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.provider.OpenAI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OpenAI's library beside ours, on the same requests.
 *
 * <p>It takes a signature without {@code v1,} too, reads only the first of several lines, and a body that is no UTF-8
 * with question marks in it: there it is not asked.
 */
class OpenAiInteropTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final WebhookService judge = new WebhookServiceImpl(ClientOptions.builder()
            .httpClient(new NoHttp())
            .apiKey("not used")
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .build());

    /** Verifying sends nothing. */
    private static final class NoHttp implements HttpClient {
        @Override
        public HttpResponse execute(HttpRequest request, RequestOptions options) {
            throw new AssertionError("nothing is to be sent");
        }

        @Override
        public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
            throw new AssertionError("nothing is to be sent");
        }

        @Override
        public void close() {}
    }

    private void judge(Headers headers, byte[] body, Secret secret) {
        com.openai.core.http.Headers.Builder copy = com.openai.core.http.Headers.builder();
        headers.names().forEach(name -> copy.put(name, headers.all(name)));
        judge.verifySignature(WebhookVerificationParams.builder()
                .payload(body)
                .headers(copy.build())
                .secret(secret.reveal())
                .build());
    }

    private void isRefused(Headers headers, byte[] body, Secret secret) {
        assertThatThrownBy(() -> judge(headers, body, secret)).isInstanceOf(InvalidWebhookSignatureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a secret of the interop tests"})
    void what_the_testkit_signs_is_believed_by_both(String text) {
        Secret secret = Secret.of(text);
        for (Random random : (Iterable<Random>) () -> Bodies.seeds().iterator()) {
            byte[] body = Bodies.of(random).getBytes(StandardCharsets.UTF_8);
            WebhookRequest signed = SignedRequest.of(OpenAI.scheme(), secret)
                    .id("wh_" + random.nextInt(1000))
                    .at(NOW)
                    .body(body)
                    .request();

            assertThatCode(() -> judge(signed.headers(), body, secret)).doesNotThrowAnyException();
            assertThat(OpenAI.verifier(secret).verify(signed, NOW)).isInstanceOf(Verified.class);

            byte[] other = Bodies.of(random).getBytes(StandardCharsets.UTF_8);
            isRefused(signed.headers(), other, secret);
            assertThat(OpenAI.verifier(secret).verify(new WebhookRequest(signed.head(), other), NOW))
                    .isEqualTo(Rejected.because(Rejected.Reason.MISMATCH));
        }
    }

    @Test
    void what_our_signer_signs_is_believed_under_either_secret() {
        SigningStyle style = SigningStyles.standard();
        Secret current = style.newSecret();
        Secret previous = style.newSecret().notAfter(NOW);
        for (Random random : (Iterable<Random>) () -> Bodies.seeds().iterator()) {
            byte[] body = Bodies.of(random).getBytes(StandardCharsets.UTF_8);
            Headers signed = style.signer(List.of(current, previous))
                    .sign(new Outgoing("msg_" + random.nextInt(1000), "order.paid", NOW, body));

            assertThatCode(() -> judge(signed, body, current)).doesNotThrowAnyException();
            assertThatCode(() -> judge(signed, body, previous)).doesNotThrowAnyException();
            isRefused(signed, body, style.newSecret());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, -300, 300, 301})
    void both_take_five_minutes_in_either_direction(long off) {
        Secret secret = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        WebhookRequest signed = SignedRequest.of(OpenAI.scheme(), secret)
                .id("wh_1")
                .at(NOW.plusSeconds(off))
                .body(body)
                .request();

        if (Duration.ofSeconds(off).abs().compareTo(Duration.ofMinutes(5)) > 0) {
            isRefused(signed.headers(), body, secret);
            assertThat(OpenAI.verifier(secret).verify(signed, NOW)).isInstanceOf(Rejected.class);
        } else {
            assertThatCode(() -> judge(signed.headers(), body, secret)).doesNotThrowAnyException();
            assertThat(OpenAI.verifier(secret).verify(signed, NOW)).isInstanceOf(Verified.class);
        }
    }
}
