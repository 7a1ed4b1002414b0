package io.github.webhooks4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * R1: what is secret is compared with {@link java.security.MessageDigest#isEqual} and with nothing else. A
 * look at the sources, for a clock cannot tell within the time of a build.
 */
class ConstantTimeTest {
    private static final Pattern EARLY_EXIT = Pattern.compile(
            "Arrays\\.(equals|compare|mismatch)|Objects\\.(equals|deepEquals)|ByteBuffer\\.wrap|\\.contentEquals");

    /** Who sees a MAC, a digest of a credential or a key. */
    private static final List<String> SEES_SECRETS = List.of(
            "HmacVerifier",
            "PreparedHmac",
            "HmacKeys",
            "SchemeSigning",
            "StaticCredentialVerifier",
            "AcceptedSecrets",
            "HubSpotDigest",
            "TwilioVerifier",
            "AdyenItem",
            "MailgunVerifier",
            "DropboxSignVerifier",
            "PlivoVerifier",
            "ContentfulVerifier");

    @Test
    void nothing_in_verifying_and_signing_compares_byte_arrays_with_an_early_exit() throws IOException {
        for (Path source : sources()) {
            assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(EARLY_EXIT);
        }
    }

    @Test
    void who_sees_secrets_never_calls_equals() throws IOException {
        for (Path source : sources()) {
            String name = source.getFileName().toString().replace(".java", "");
            if (SEES_SECRETS.contains(name)) {
                String code = Files.readString(source)
                        .replace("scheme.equals(\"basic\")", "") // the scheme's own name
                        .replace("request.head().method().equals(\"GET\")", "")
                        .replace("encodeToString(pair).equals(credential)", "") // what was sent with itself
                        .replace("request.headers().all(name).equals(List.of(value))", ""); // the sender's own header
                assertThat(code).as(name).doesNotContain(".equals(");
            }
        }
        assertThat(sources()).hasSizeGreaterThan(20);
    }

    @Test
    void who_decides_uses_the_constant_time_comparison() throws IOException {
        for (String name : List.of("HmacKeys", "AcceptedSecrets", "provider/TwilioVerifier")) {
            assertThat(Files.readString(Path.of("src/main/java/io/github/webhooks4j/verify/" + name + ".java")))
                    .contains("MessageDigest.isEqual(");
        }
    }

    private static List<Path> sources() throws IOException {
        Path root = Path.of("src/main/java/io/github/webhooks4j");
        try (Stream<Path> verify = Files.walk(root.resolve("verify"));
                Stream<Path> sign = Files.walk(root.resolve("sign"))) {
            return Stream.concat(verify, sign)
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList();
        }
    }
}
