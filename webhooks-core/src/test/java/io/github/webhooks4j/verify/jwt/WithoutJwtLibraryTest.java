package io.github.webhooks4j.verify.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.GooglePubSub;
import io.github.webhooks4j.verify.provider.Providers;
import io.github.webhooks4j.verify.provider.Sns;
import io.github.webhooks4j.verify.provider.Vonage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JWT library is optional: in a JVM without it all else works, and what needs it says so. */
class WithoutJwtLibraryTest {
    @TempDir
    Path directory;

    @Test
    void without_the_library_everything_else_works_and_its_absence_is_told_at_start() throws Exception {
        String withoutIt = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("nimbus-jose-jwt"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(withoutIt).isNotEqualTo(System.getProperty("java.class.path"));
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xverify:all",
                        "-cp",
                        withoutIt,
                        Child.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(output, StandardCharsets.UTF_8).lines())
                .contains(
                        "github Rejected[reason=MISSING, skew=Optional.empty]",
                        "sns Rejected[reason=MALFORMED, skew=Optional.empty]",
                        "vonage Rejected[reason=MISSING, skew=Optional.empty]",
                        "pubsub JSON Web Tokens with public keys need the optional dependency com.nimbusds:nimbus-jose-jwt,"
                                + " which is missing",
                        "end");
        assertThat(process.exitValue()).isZero();
    }

    /** What the JVM without the library runs. */
    static final class Child {
        public static void main(String[] arguments) {
            Secret secret = Secret.of("a secret of sixteen bytes");
            print("names " + Providers.names().size());
            print("github " + verdict(GitHub.verifier(secret)));
            print("sns " + verdict(Sns.verifier("arn:aws:sns:us-east-1:123456789012:orders")));
            for (String name : List.of("gitlab", "stripe", "slack")) {
                verdict(Providers.byName(name).verifier(List.of(secret.named(name)), java.util.Map.of()));
            }
            print("vonage " + verdict(Vonage.verifier(secret)));
            try {
                GooglePubSub.verifier("https://example.com/hooks", "push@example.com");
            } catch (IllegalArgumentException e) {
                print("pubsub " + e.getMessage());
            }
            print("end");
        }

        private static Object verdict(Verifier verifier) {
            return verifier.verify(
                    new WebhookRequest(RequestHead.of("POST", "/", Headers.empty()), new byte[0]), Instant.EPOCH);
        }

        private static void print(String line) {
            System.out.println(line);
        }
    }
}
