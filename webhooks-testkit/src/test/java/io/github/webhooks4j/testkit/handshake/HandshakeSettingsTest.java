package io.github.webhooks4j.testkit.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import io.github.webhooks4j.verify.handshake.Handshakes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is wrong with handshakes is told at start-up, all of it; and what one of an application's own does wrong. */
class HandshakeSettingsTest extends HandshakeFixture {
    @Test
    void every_fault_of_every_handshake_is_named() {
        assertThatThrownBy(() -> source(source -> source.verifier(Verifier.unverified())
                        .handshake(Handshakes.dropbox(), Handshakes.head())
                        .handshake(
                                Handshakes.dropbox(),
                                Handshakes.slack(),
                                Handshakes.meta(),
                                Handshakes.zoom(),
                                Handshakes.x(),
                                Handshakes.braintree("p|k"),
                                Handshakes.ebay("http://example.com", Secret.of("too short for eBay")),
                                Handshakes.adobeSign(""),
                                Handshakes.cloudEvents(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "source 'hook': handshake dropbox is given twice",
                        "handshake slack answers verified requests only",
                        "handshake meta: it has no verify token",
                        "handshake zoom: it has no secret",
                        "handshake zoom answers verified requests only",
                        "handshake x: it has no consumer secret",
                        "handshake braintree: it has no private key",
                        "handshake braintree: its public key must match",
                        "handshake ebay: its verification token must match",
                        "handshake ebay: its endpoint must be the https URL",
                        "handshake adobe-sign: its client id must match",
                        "handshake cloudevents: it has no origin",
                        "handshake cloudevents: its rate is 0")
                .hasMessageNotContainingAny("too short for eBay", "handshake head", "p|k");
    }

    @Test
    void origins_of_cloud_events_are_host_names() {
        assertThatThrownBy(() -> with(Handshakes.cloudEvents(1, "https://example.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its origins must be host names");
    }

    @Test
    void the_endpoint_of_ebay_is_a_url() {
        Secret token = Secret.of("webhook-co-ebay-verify-token-0123456789abcdef");

        assertThatThrownBy(() -> with(Handshakes.ebay("https://", token)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its endpoint must be the https URL");
    }

    @Test
    void a_handshake_says_too_much_or_sets_a_cookie_only_by_mistake() {
        assertThatThrownBy(() -> HandshakeAnswer.text("c".repeat(513))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HandshakeAnswer.empty(302)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HandshakeAnswer.empty(200).with("set-cookie", "a=b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(HandshakeAnswer.text("challenge")).hasToString("Answered[200]");
    }

    @Test
    void a_callback_that_throws_is_a_fault_of_ours() {
        Receipt receipt = get("hub.mode=subscribe&hub.topic=t&hub.challenge=c")
                .sendTo(with(Handshakes.webSub(intent -> {
                    throw new IllegalStateException("broken");
                })));

        assertThat(receipt.status()).isEqualTo(500);
        assertThat(faults()).isEqualTo(RequestFault.DEFECT);
    }

    @Test
    void a_database_that_is_down_is_asked_again() {
        Receipt receipt = post("").header("X-Hook-Secret", "b537207f20cbfa02357cf448134da559")
                .sendTo(with(Handshakes.asana(secret -> {
                    throw new WebhookException("no connection", null);
                })));

        assertThat(receipt.status()).isEqualTo(503);
        assertThat(receipt.headers().contains("Retry-After")).isTrue();
        assertThat(faults()).isEqualTo(RequestFault.STORE_UNAVAILABLE);
    }

    @Test
    void an_application_writes_its_own() {
        Handshake hello = new Own(() -> Optional.of(HandshakeAnswer.text("world")));

        assertText(get("hello").sendTo(with(hello)), "world");
    }

    @Test
    void one_that_finds_nothing_to_answer_leaves_the_request_as_it_is() {
        assertThat(get("hello").sendTo(with(new Own(Optional::empty))).status()).isEqualTo(405);
    }

    private RequestFault faults() {
        return notices.stream()
                .filter(Notice.RequestRejected.class::isInstance)
                .map(notice -> ((Notice.RequestRejected) notice).fault())
                .findFirst()
                .orElseThrow();
    }

    private record Own(Supplier<Optional<HandshakeAnswer>> said) implements Handshake {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public boolean isVerified() {
            return false;
        }

        @Override
        public boolean concerns(RequestHead head) {
            return head.method().equals("GET") && head.headers().equals(Headers.empty());
        }

        @Override
        public Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now) {
            return said.get();
        }
    }
}
