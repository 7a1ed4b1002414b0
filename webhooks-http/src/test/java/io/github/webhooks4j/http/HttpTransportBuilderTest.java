package io.github.webhooks4j.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.WebhookException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportBuilderTest {
    @Test
    void all_faults_are_named_at_once() {
        HttpTransportBuilder builder = HttpTransport.builder()
                .connectTimeout(Duration.ZERO)
                .lookupTimeout(Duration.ofHours(1))
                .lookupThreads(0)
                .ioThreads(-1)
                .maxConnections(0)
                .maxConnectionsPerHost(0)
                .proxy("proxy.example.com", 0);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "connectTimeout",
                        "lookupTimeout",
                        "lookupThreads",
                        "ioThreads",
                        "maxConnections is",
                        "maxConnectionsPerHost",
                        "proxy");
    }

    @Test
    void a_context_excludes_single_certificates() throws Exception {
        HttpTransportBuilder builder = HttpTransport.builder()
                .sslContext(SSLContext.getDefault())
                .clientCertificate(java.security.KeyStore.getInstance("PKCS12"), new char[0]);

        assertThatThrownBy(builder::build).hasMessageContaining("sslContext excludes");
    }

    @Test
    void a_file_without_certificates_is_refused(@TempDir Path directory) throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "", StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> HttpTransport.builder().trustedCertificates(empty))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpTransport.builder().trustedCertificates(directory.resolve("none.pem")))
                .isInstanceOf(WebhookException.class);
    }
}
