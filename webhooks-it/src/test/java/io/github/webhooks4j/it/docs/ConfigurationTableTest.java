package io.github.webhooks4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.http.HttpTransportBuilder;
import io.github.webhooks4j.jdbc.JdbcMessageStoreBuilder;
import io.github.webhooks4j.jdbc.JdbcSendStoreBuilder;
import io.github.webhooks4j.jdbc.WebhookSchema;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.SourceBuilder;
import io.github.webhooks4j.receive.WebhookReceiverBuilder;
import io.github.webhooks4j.send.CustomHeaders;
import io.github.webhooks4j.send.DeliveryQuery;
import io.github.webhooks4j.send.EndpointSpec;
import io.github.webhooks4j.send.Endpoints;
import io.github.webhooks4j.send.TransportResult;
import io.github.webhooks4j.send.WebhooksBuilder;
import io.github.webhooks4j.send.target.TargetPolicy;
import io.github.webhooks4j.send.target.TargetPolicyBuilder;
import io.github.webhooks4j.servlet.WebhookManagementServletBuilder;
import io.github.webhooks4j.sign.SigningStyles;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.PublicKeyVerifier;
import io.github.webhooks4j.verify.StaticCredentialVerifier;
import io.github.webhooks4j.verify.httpsig.HttpMessageSignatureVerifier;
import io.github.webhooks4j.verify.jwt.JwtVerifier;
import io.github.webhooks4j.verify.key.HttpsKeyFetcher;
import io.github.webhooks4j.verify.key.KeyCache;
import io.github.webhooks4j.verify.provider.DropboxSign;
import io.github.webhooks4j.verify.provider.Mailgun;
import io.github.webhooks4j.verify.provider.PayPal;
import io.github.webhooks4j.verify.provider.Sns;
import io.github.webhooks4j.work.RetrySchedule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md tells every default, and tells it right. */
class ConfigurationTableTest {
    private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\| `(\\w+\\.[A-Z0-9_]+)` \\| `([^`]*)` \\|.*");

    @Test
    void the_table_has_every_default_with_its_value() throws Exception {
        Map<String, String> documented = documented();

        assertThat(documented).isEqualTo(inTheCode());
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "configuration.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), row.group(2));
            }
        }
        rows.remove("RetrySchedule.DELIVERIES");
        rows.remove("RetrySchedule.HANDLERS"); // a list, written for people; its own test holds it
        return rows;
    }

    private static Map<String, String> inTheCode() throws IllegalAccessException {
        Map<String, String> constants = new TreeMap<>();
        for (Class<?> type : Stream.of(
                        SourceBuilder.class,
                        WebhookReceiverBuilder.class,
                        JdbcMessageStoreBuilder.class,
                        WebhookSchema.class,
                        HmacScheme.class,
                        PublicKeyVerifier.class,
                        HttpMessageSignatureVerifier.class,
                        StaticCredentialVerifier.class,
                        Mailgun.class,
                        DropboxSign.class,
                        JwtVerifier.class,
                        HttpsKeyFetcher.class,
                        KeyCache.class,
                        Sns.class,
                        PayPal.class,
                        RetrySchedule.class,
                        SigningStyles.class,
                        Headers.class,
                        MessageQuery.class,
                        TargetPolicy.class,
                        TargetPolicyBuilder.class,
                        HttpTransportBuilder.class,
                        CustomHeaders.class,
                        WebhooksBuilder.class,
                        EndpointSpec.class,
                        Endpoints.class,
                        DeliveryQuery.class,
                        TransportResult.class,
                        JdbcSendStoreBuilder.class,
                        WebhookManagementServletBuilder.class,
                        InMemoryMessageStore.class)
                .toList()) {
            for (Field field : type.getFields()) {
                if (field.getName().startsWith("DEFAULT_") || field.getName().startsWith("MAX_")) {
                    constants.put(
                            type.getSimpleName() + "." + field.getName(),
                            field.get(null).toString());
                }
            }
        }
        return constants;
    }
}
