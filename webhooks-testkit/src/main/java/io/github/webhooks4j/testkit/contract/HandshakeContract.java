package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Handshake} must do. Extend it, hand over a handshake and a request that it answers; add nothing.
 * Part of the tests of every handshake here, and meant for those of your own.
 */
public abstract class HandshakeContract {
    private static final long SEED = 20260102;
    private static final int ROUNDS = 2000;
    private static final List<String> DANGEROUS = List.of("<", ">", "\"", "'", "&", "\\", "`", "\r", "\n", "\u0000");

    /** For subclasses. */
    protected HandshakeContract() {}

    /**
     * The handshake.
     *
     * @return one instance, without a fault
     */
    protected abstract Handshake handshake();

    /**
     * A request that it answers.
     *
     * @return the request; what proves it need not be right
     */
    protected abstract WebhookRequest asked();

    /**
     * The time at which it is asked.
     *
     * @return the time
     */
    protected abstract Instant now();

    @Test
    void what_it_is_asked_it_answers_every_time() {
        assertThat(handshake().faults()).isEmpty();
        assertThat(handshake().name()).matches("[a-z][a-z0-9-]*");
        for (int i = 0; i < 3; i++) {
            assertThat(handshake().concerns(asked().head())).isTrue();
            assertThat(handshake().answer(asked(), now())).containsInstanceOf(HandshakeAnswer.Answered.class);
        }
    }

    @Test
    void another_method_is_none_of_its() {
        RequestHead head = asked().head();
        for (String method : List.of("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "get", "post", "")) {
            assertThat(handshake().concerns(RequestHead.of(method, head.target(), head.headers())))
                    .as(method)
                    .isFalse();
        }
    }

    @Test
    void whatever_is_changed_nothing_is_thrown_and_nothing_dangerous_comes_back() {
        Random random = new Random(SEED);
        WebhookRequest asked = asked();
        for (int i = 0; i < ROUNDS; i++) {
            RequestHead head = asked.head();
            String target = changed(head.target(), random);
            byte[] body = changed(new String(asked.body(), StandardCharsets.UTF_8), random)
                    .getBytes(StandardCharsets.UTF_8);
            WebhookRequest request = new WebhookRequest(RequestHead.of(head.method(), target, head.headers()), body);
            if (handshake().concerns(request.head())) {
                handshake().answer(request, now()).ifPresent(answer -> assertHarmless(answer, request));
            }
        }
    }

    /** Inserts something, cuts something out, or leaves it. */
    private static String changed(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        String piece = DANGEROUS.get(random.nextInt(DANGEROUS.size()));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at) + piece + text.substring(at);
            case 1 -> text.substring(0, at) + "%3C" + text.substring(at);
            case 2 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + random.nextInt(4)));
            case 3 -> text.substring(0, at) + "a".repeat(random.nextInt(1200)) + text.substring(at);
            default -> text;
        };
    }

    /** JSON of ours has quotes; what was asked must not bring any. */
    private static void assertHarmless(HandshakeAnswer answer, WebhookRequest request) {
        if (answer instanceof HandshakeAnswer.Answered answered) {
            boolean isJson =
                    Optional.of("application/json").equals(answered.headers().first("Content-Type"));
            for (String dangerous : DANGEROUS) {
                if (!isJson || !dangerous.equals("\"")) {
                    assertThat(answered.body()).as("%s", request).doesNotContain(dangerous);
                }
            }
            assertThat(answered.body().length()).isLessThanOrEqualTo(HandshakeAnswer.MAX_BODY);
            assertThat(answered.headers().contains("Set-Cookie")).isFalse();
        }
    }
}
