package io.github.webhooks4j.benchmarks;

import static java.util.Objects.requireNonNull;

import com.slack.api.app_backend.SlackSignature;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.verify.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verification beside the providers' own libraries, on the same bytes and by the present time. What arrives is bytes;
 * the others take text, and making it is part of their work. Each is used as its documentation says, with one object
 * for all requests where it has one.
 *
 * <p>{@code java -cp "benchmarks.jar:lib/*" org.openjdk.jmh.Main PeersBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PeersBenchmark {
    /** Bytes of the body. */
    @Param({"1024", "10240", "1048576"})
    public int bytes = 1024;

    private final Instant signedAt = Instant.now();
    private final SlackSignature.Verifier slack = new SlackSignature.Verifier(new SlackSignature.Generator(Sample.KEY));
    private byte[] body = Sample.body(bytes);
    private Sample standardWebhooksSample = Sample.of("standard-webhooks", bytes, signedAt);
    private Sample svixSample = Sample.of("svix", bytes, signedAt);
    private Sample stripeSample = Sample.of("stripe", bytes, signedAt);
    private Sample slackSample = Sample.of("slack", bytes, signedAt);
    private Map<String, List<String>> standardWebhooksHeaders = Map.of();
    private Map<String, List<String>> svixHeaders = Map.of();

    private com.standardwebhooks.@Nullable Webhook standardWebhooks;
    private com.svix.@Nullable Webhook svix;

    /** For JMH. */
    public PeersBenchmark() {}

    /**
     * Signs the requests, and lets every library verify them.
     *
     * @throws Exception when one of them is not verified
     */
    @Setup
    public void sign() throws Exception {
        standardWebhooks = new com.standardwebhooks.Webhook(Sample.KEY);
        svix = new com.svix.Webhook(Sample.KEY);
        body = Sample.body(bytes);
        standardWebhooksSample = Sample.of("standard-webhooks", bytes, signedAt);
        svixSample = Sample.of("svix", bytes, signedAt);
        stripeSample = Sample.of("stripe", bytes, signedAt);
        slackSample = Sample.of("slack", bytes, signedAt);
        standardWebhooksHeaders = map(standardWebhooksSample.request().headers());
        svixHeaders = map(svixSample.request().headers());
        standardWebhooksOwn();
        svixOwn();
        boolean all = stripeOwn()
                && slackOwn()
                && List.of(standardWebhooks4j(), svix4j(), stripe4j(), slack4j()).stream()
                        .allMatch(Verified.class::isInstance);
        if (!all) {
            throw new IllegalStateException("what the benchmark signs is not verified");
        }
    }

    private static Map<String, List<String>> map(Headers headers) {
        Map<String, List<String>> map = new HashMap<>();
        headers.forEach((name, value) -> map.put(name, List.of(value)));
        return map;
    }

    private static Object verdict(Sample sample) {
        return sample.verifier().verify(sample.request(), Instant.now());
    }

    private static String header(Sample sample, String name) {
        return sample.request().headers().first(name).orElseThrow();
    }

    private String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * This library on Standard Webhooks.
     *
     * @return the verdict
     */
    @Benchmark
    public Object standardWebhooks4j() {
        return verdict(standardWebhooksSample);
    }

    /**
     * {@code com.standardwebhooks:standardwebhooks}.
     *
     * @throws Exception when it does not verify
     */
    @Benchmark
    public void standardWebhooksOwn() throws Exception {
        requireNonNull(standardWebhooks).verify(text(), standardWebhooksHeaders);
    }

    /**
     * This library on Svix.
     *
     * @return the verdict
     */
    @Benchmark
    public Object svix4j() {
        return verdict(svixSample);
    }

    /**
     * {@code com.svix:svix}.
     *
     * @throws Exception when it does not verify
     */
    @Benchmark
    public void svixOwn() throws Exception {
        requireNonNull(svix).verify(text(), svixHeaders);
    }

    /**
     * This library on Stripe.
     *
     * @return the verdict
     */
    @Benchmark
    public Object stripe4j() {
        return verdict(stripeSample);
    }

    /**
     * {@code com.stripe:stripe-java}.
     *
     * @return whether it verifies
     * @throws Exception when it does not
     */
    @Benchmark
    public boolean stripeOwn() throws Exception {
        return com.stripe.net.Webhook.Signature.verifyHeader(
                text(), header(stripeSample, "Stripe-Signature"), Sample.KEY, 300);
    }

    /**
     * This library on Slack.
     *
     * @return the verdict
     */
    @Benchmark
    public Object slack4j() {
        return verdict(slackSample);
    }

    /**
     * {@code com.slack.api:slack-app-backend}.
     *
     * @return whether it verifies
     */
    @Benchmark
    public boolean slackOwn() {
        return slack.isValid(
                header(slackSample, "X-Slack-Request-Timestamp"), text(), header(slackSample, "X-Slack-Signature"));
    }
}
