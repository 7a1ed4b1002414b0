package io.github.webhooks4j.benchmarks;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
 * A verdict on a genuine request, one preset of each family, beside what the JDK alone takes for the same bytes: one
 * initialized {@code Mac}, one {@code Signature}, one comparison.
 *
 * <p>{@code java -cp "benchmarks.jar:lib/*" org.openjdk.jmh.Main VerificationBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class VerificationBenchmark {
    /** By provider: an HMAC of the body, of time and body, of id, time and body; Ed25519, ECDSA, JWT, a token. */
    @Param({"github", "stripe", "standard-webhooks", "discord", "sendgrid", "vonage", "token"})
    public String provider = "github";

    /** Bytes of the body. */
    @Param({"1024", "10240", "1048576"})
    public int bytes = 1024;

    private final Instant now = Instant.now();
    private Sample sample = Sample.of(provider, 0, now);

    /** For JMH. */
    public VerificationBenchmark() {}

    /** Signs one request. */
    @Setup
    public void sign() {
        sample = Sample.of(provider, bytes, now);
        if (!(verdict(sample.verifier(), sample.request()) instanceof Verified)) {
            throw new IllegalStateException(provider + ": what the benchmark signs is not verified");
        }
    }

    private Object verdict(Verifier verifier, WebhookRequest request) {
        return verifier.verify(request, now);
    }

    /**
     * This library.
     *
     * @return the verdict
     */
    @Benchmark
    public Object webhooks4j() {
        return verdict(sample.verifier(), sample.request());
    }

    /**
     * The JDK alone.
     *
     * @return whether the signature is right
     * @throws Exception never
     */
    @Benchmark
    public Object bare() throws Exception {
        Callable<Boolean> bare = sample.bare();
        return bare.call();
    }
}
