package io.github.webhooks4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.Verification;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Verifier} must do. Extend it, hand over a verifier and a request that is genuine for it;
 * add nothing. Part of the tests of every preset, and meant for verifiers of your own.
 */
public abstract class VerifierContract {
    private static final long SEED = 20260101;
    private static final int ROUNDS = 500;

    /** For subclasses. */
    protected VerifierContract() {}

    /**
     * The verifier.
     *
     * @return one instance, used by several threads
     */
    protected abstract Verifier verifier();

    /**
     * A request that is genuine and fresh at {@link #now()}.
     *
     * @return the request, with a body of at least one byte
     */
    protected abstract WebhookRequest genuine();

    /**
     * The time at which {@link #genuine()} is fresh.
     *
     * @return the time
     */
    protected abstract Instant now();

    @Test
    void a_genuine_request_is_verified_every_time() {
        for (int i = 0; i < 3; i++) {
            assertThat(verify(genuine())).isInstanceOf(Verified.class);
        }
    }

    @Test
    void nothing_but_a_genuine_request_is_verified_without_its_credentials() {
        for (String header : verifier().credentialHeaders()) {
            if (!genuine().headers().contains(header)) {
                continue;
            }
            assertThat(verify(with(header, null))).as("without %s", header).isInstanceOf(Rejected.class);
            assertThat(verify(with(header, ""))).as("empty %s", header).isInstanceOf(Rejected.class);
            assertThat(verify(with(header, "  "))).as("blank %s", header).isInstanceOf(Rejected.class);
        }
    }

    @Test
    void no_bit_of_a_bound_body_can_be_changed() {
        WebhookRequest genuine = genuine();
        if (!((Verified) verify(genuine)).bodyBound()) {
            return; // then the verdict says so, which is all that is asked
        }
        byte[] body = genuine.body().clone();
        for (int bit = 0; bit < Math.min(body.length, 64) * 8; bit++) {
            body[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(verify(new WebhookRequest(genuine.head(), body.clone())))
                    .as("bit %d", bit)
                    .isNotInstanceOf(Verified.class);
            body[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }

    @Test
    void the_request_is_read_and_never_changed() {
        WebhookRequest genuine = genuine();
        byte[] before = genuine.body().clone();

        verify(genuine);

        assertThat(genuine.body()).isEqualTo(before);
    }

    @Test
    void whatever_comes_from_outside_is_answered_and_never_thrown() {
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>(genuine().headers().names());
        for (int i = 0; i < ROUNDS; i++) {
            Headers.Builder headers = Headers.builder();
            for (String name : names) {
                for (int line = random.nextInt(3); line > 0; line--) {
                    headers.add(
                            name,
                            garbage(random, genuine().headers().first(name).orElse("")));
                }
            }
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            RequestHead head = RequestHead.of(genuine().head().method(), "/" + garbage(random, "a=b&a=%zz"), headers);
            assertThat(verify(new WebhookRequest(head, body))).isNotNull();
        }
    }

    @Test
    void clocks_far_off_are_answered_and_never_thrown() {
        for (Instant time : List.of(Instant.EPOCH, Instant.MIN, Instant.MAX, now().plus(Duration.ofDays(40_000)))) {
            assertThat(verifier().verify(genuine(), time)).isNotNull();
        }
    }

    @Test
    void one_instance_serves_many_threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> verdicts = new ArrayList<>();
            WebhookRequest genuine = genuine();
            for (int i = 0; i < 8; i++) {
                verdicts.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        if (!(verify(genuine) instanceof Verified)) {
                            return false;
                        }
                    }
                    return true;
                }));
            }
            for (Future<Boolean> verdict : verdicts) {
                assertThat(verdict.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void names_are_in_lower_case_and_credentials_are_never_message_headers() {
        assertThat(verifier().credentialHeaders()).allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
        assertThat(verifier().messageHeaders())
                .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)))
                .noneMatch(verifier().credentialHeaders()::contains);
    }

    @Test
    void a_rejection_is_answered_4xx_but_never_410() {
        assertThat(verifier().rejectionAnswer().status()).isBetween(400, 499).isNotEqualTo(410);
    }

    private Verification verify(WebhookRequest request) {
        return verifier().verify(request, now());
    }

    private WebhookRequest with(String header, @org.jspecify.annotations.Nullable String value) {
        WebhookRequest genuine = genuine();
        Headers.Builder headers = Headers.builder();
        genuine.headers().forEach((name, old) -> {
            if (!name.equalsIgnoreCase(header)) {
                headers.add(name, old);
            } else if (value != null) {
                headers.add(name, value);
            }
        });
        RequestHead head =
                RequestHead.of(genuine.head().method(), genuine.head().target(), headers.build());
        return new WebhookRequest(
                genuine.head().externalUrl().map(head::withExternalUrl).orElse(head), genuine.body());
    }

    /** The genuine value cut, doubled or with one character changed; or something else altogether. */
    private static String garbage(Random random, String genuine) {
        int place = genuine.isEmpty() ? 0 : random.nextInt(genuine.length());
        return switch (random.nextInt(6)) {
            case 0 -> genuine.substring(0, place);
            case 1 -> genuine + "," + genuine;
            case 2 -> genuine.substring(0, place) + (char) (' ' + random.nextInt(600)) + genuine.substring(place);
            case 3 -> Long.toString(random.nextLong());
            case 4 -> " ";
            default -> genuine;
        };
    }
}
