package io.github.webhooks4j.it.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.PerRequestVerifier;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.provider.GitHub;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** One URL, many tenants: each request is verified with the secrets of the tenant that it names. */
class TenantsTest {
    private static final Map<String, List<Secret>> TENANTS = Map.of(
            "acme", List.of(Secret.of("the secret of acme, new").named("acme-2"), Secret.of("the secret of acme, old")),
            "globex", List.of(Secret.of("the secret of globex")));

    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    @Test
    void each_tenant_has_its_own_secrets() {
        try (WebhookReceiver receiver = WebhookReceiver.builder()
                .store(InMemoryMessageStore.create())
                .listener(notices::add)
                .source(
                        "github",
                        s -> s.verifier(PerRequestVerifier.of(GitHub.scheme(), head -> {
                                    String tenant =
                                            head.headers().first("X-Tenant").orElse("");
                                    if (tenant.equals("broken")) {
                                        throw new IOException("the tenant database is away");
                                    }
                                    return TENANTS.getOrDefault(tenant, List.of());
                                }))
                                .storeHeaders("X-Tenant")
                                .onAny(message -> {}))
                .build()
                .start()) {
            assertThat(status(receiver, "acme", "the secret of acme, new")).isEqualTo(200);
            assertThat(status(receiver, "acme", "the secret of acme, old")).isEqualTo(200);
            assertThat(status(receiver, "globex", "the secret of acme, new")).isEqualTo(401);
            assertThat(status(receiver, "nobody", "the secret of acme, new")).isEqualTo(401);
            assertThat(status(receiver, "broken", "the secret of acme, new")).isEqualTo(503);
        }

        List<Notice.RequestRejected> rejected = notices.stream()
                .filter(Notice.RequestRejected.class::isInstance)
                .map(Notice.RequestRejected.class::cast)
                .toList();
        assertThat(rejected.get(0).reason()).hasValue(Rejected.Reason.MISMATCH);
        assertThat(rejected.get(1).reason()).hasValue(Rejected.Reason.NO_KEY);
        assertThat(rejected.get(2).fault()).isEqualTo(RequestFault.KEY_UNAVAILABLE);
    }

    private static int status(WebhookReceiver receiver, String tenant, String secret) {
        return SignedRequest.github(Secret.of(secret))
                .path("/github")
                .header("X-Tenant", tenant)
                .body(tenant + secret)
                .sendTo(receiver)
                .status();
    }
}
