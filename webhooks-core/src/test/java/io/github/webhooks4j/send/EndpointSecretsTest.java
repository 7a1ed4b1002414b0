package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.sign.SigningStyles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndpointSecretsTest extends SendFixture {
    private static final Duration DAY = Duration.ofHours(24);

    private Webhooks webhooks;
    private UUID endpoint;
    private Secret first;

    private void registerOne(WebhooksBuilder builder) {
        webhooks = open(builder);
        EndpointResult.Registered registered =
                webhooks.endpoints().register(spec(SHOP)).registered();
        endpoint = registered.endpoint().id();
        first = registered.secret();
    }

    private Secret rotate(Duration overlap) {
        return webhooks.endpoints().rotateSecret(endpoint, overlap).rotated().secret();
    }

    private List<SealedSecret> kept() {
        return store.endpoints().find(endpoint).orElseThrow().secrets();
    }

    /** A request as it would be made now. */
    private OutboundRequest request() {
        StoredEndpoint stored = store.endpoints().find(endpoint).orElseThrow();
        StoredEvent event = SomeClaims.scheduled(1).work().event();
        SendSettings settings = new SendSettings(builder());
        return new Requests(settings, new Signers(settings.masterKeys, settings.styles))
                .of(new DeliveryWork(event, stored, clock.instant()), clock.instant());
    }

    @Test
    void after_a_rotation_both_sign_for_24_hours() {
        registerOne(builder());

        Secret second = webhooks.endpoints().rotateSecret(endpoint).rotated().secret();

        assertThat(signature(request()).split(" ")).hasSize(2);
        assertThat(isSignedWith(request(), first)).isTrue();
        assertThat(isSignedWith(request(), second)).isTrue();

        clock.advance(DAY);
        assertThat(isSignedWith(request(), first)).isTrue();

        clock.advance(Duration.ofSeconds(1));
        assertThat(signature(request()).split(" ")).hasSize(1);
        assertThat(isSignedWith(request(), second)).isTrue();
    }

    @Test
    void a_rotation_without_overlap_drops_every_older_secret_at_once() {
        registerOne(builder());
        rotate(Duration.ofDays(7));

        Secret third = rotate(Duration.ZERO);

        assertThat(kept()).hasSize(1);
        assertThat(signature(request()).split(" ")).hasSize(1);
        assertThat(isSignedWith(request(), third)).isTrue();
    }

    @Test
    void an_overlap_lasts_at_most_7_days() {
        registerOne(builder());

        for (Duration refused : List.of(Duration.ofDays(7).plusMillis(1), Duration.ofMillis(-1))) {
            assertThat(webhooks.endpoints().rotateSecret(endpoint, refused))
                    .isEqualTo(new EndpointResult.Refused(List.of("overlap must be from PT0S to PT168H")));
        }
        rotate(Duration.ofDays(7));
        assertThat(kept().get(1).notAfter()).contains(SomeClaims.NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void a_later_rotation_never_gives_an_old_secret_a_later_end() {
        registerOne(builder());
        rotate(Duration.ofHours(1));

        rotate(DAY);

        assertThat(kept())
                .extracting(SealedSecret::notAfter)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(SomeClaims.NOW.plus(DAY)),
                        Optional.of(SomeClaims.NOW.plus(Duration.ofHours(1))));
    }

    @Test
    void at_most_ten_old_secrets_sign_beside_the_current_one() {
        registerOne(builder());
        for (int i = 0; i < 10; i++) {
            rotate(DAY);
        }

        assertThat(webhooks.endpoints().rotateSecret(endpoint, DAY)).isInstanceOf(EndpointResult.Refused.class);
        assertThat(signature(request()).split(" ")).hasSize(11);

        clock.advance(DAY.plusSeconds(1));
        rotate(DAY);
        assertThat(kept()).hasSize(2);
    }

    @Test
    void with_a_master_key_no_secret_is_kept_in_clear() {
        registerOne(builder().masterKeys(MasterKeys.of("2029", key(1))));
        Secret second = rotate(DAY);

        assertThat(kept())
                .hasSize(2)
                .allSatisfy(secret -> assertThat(secret.sealed()).doesNotContain(tail(first), tail(second)));
        assertThat(webhooks.endpoints().find(endpoint).toString()).doesNotContain(tail(first));
    }

    @Test
    void resealing_leaves_nothing_that_needs_the_older_key() {
        registerOne(builder().masterKeys(MasterKeys.of("2029", key(1))));
        Secret second = rotate(DAY);
        Webhooks both = open(builder().masterKeys(MasterKeys.of("2030", key(2)).alsoOpens("2029", key(1))));

        assertThat(both.endpoints().resealSecrets()).isEqualTo(1);
        assertThat(both.endpoints().resealSecrets()).isZero();

        StoredEndpoint stored = store.endpoints().find(endpoint).orElseThrow();
        assertThat(EndpointSecrets.open(MasterKeys.of("2030", key(2)), stored))
                .extracting(Secret::reveal)
                .containsExactly(second.reveal(), first.reveal());
        assertThat(stored.secrets().get(1).notAfter()).contains(SomeClaims.NOW.plus(DAY));
    }

    @Test
    void what_was_kept_in_clear_is_sealed_by_resealing() {
        registerOne(builder());
        Webhooks sealing = open(builder().masterKeys(MasterKeys.of("2030", key(2))));

        assertThat(sealing.endpoints().resealSecrets()).isEqualTo(1);

        assertThat(kept().get(0).sealed()).doesNotContain(tail(first));
    }

    @Test
    void a_secret_that_does_not_open_keeps_no_other_from_being_sealed_again() {
        registerOne(builder().masterKeys(MasterKeys.of("lost", key(9))));
        List<UUID> openable = new ArrayList<>();
        Webhooks older = open(builder().masterKeys(MasterKeys.of("2029", key(1))));
        openable.add(register(older, spec(BANK)).id());
        Webhooks both = open(builder().masterKeys(MasterKeys.of("2030", key(2)).alsoOpens("2029", key(1))));

        assertThatThrownBy(() -> both.endpoints().resealSecrets())
                .isInstanceOf(SecretSealException.class)
                .hasMessageContaining(endpoint.toString());

        assertThat(store.endpoints().find(openable.get(0)).orElseThrow().secrets())
                .allMatch(secret -> MasterKeys.of("2030", key(2)).isCurrent(secret.sealed()));
    }

    @Test
    void resealing_never_claims_to_be_done_when_others_kept_it_from_it() {
        registerOne(builder());
        Webhooks sealing = open(builder().masterKeys(MasterKeys.of("2030", key(2))));
        boolean[] inside = {false};
        store.before("update", arguments -> {
            if (!inside[0]) {
                inside[0] = true;
                webhooks.endpoints()
                        .change(
                                endpoint,
                                spec -> spec.description(UUID.randomUUID().toString()));
                inside[0] = false;
            }
        });

        assertThatThrownBy(() -> sealing.endpoints().resealSecrets())
                .isInstanceOf(WebhookException.class)
                .hasMessageContaining(endpoint.toString());
    }

    @Test
    void signers_of_one_style_do_not_serve_another() {
        registerOne(builder());
        StoredEndpoint stored = store.endpoints().find(endpoint).orElseThrow();
        SendSettings settings = new SendSettings(builder());
        Signers signers = new Signers(settings.masterKeys, settings.styles);

        assertThat(signers.of(stored)).isSameAs(signers.of(stored));
        webhooks.endpoints().change(endpoint, spec -> spec.signing("stripe"));
        assertThat(signers.of(store.endpoints().find(endpoint).orElseThrow())).isNotSameAs(signers.of(stored));
        assertThatThrownBy(() -> new Signers(settings.masterKeys, Map.of()).of(stored))
                .isInstanceOf(WebhookException.class)
                .hasMessageContaining("not known on this node");
    }

    private static String tail(Secret secret) {
        return secret.reveal().substring("whsec_".length());
    }

    static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    @Test
    void a_style_that_this_node_does_not_know_refuses_a_rotation() {
        Webhooks knowing = open(builder().signing("acme", SigningStyles.gitHub("Acme")));
        Endpoint endpoint = register(knowing, spec(SHOP).signing("acme"));
        Webhooks other = open();

        assertThat(other.endpoints().rotateSecret(endpoint.id()))
                .isEqualTo(new EndpointResult.Refused(List.of("signing 'acme' is not known on this node")));
    }
}
