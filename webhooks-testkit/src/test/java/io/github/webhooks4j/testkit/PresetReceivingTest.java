package io.github.webhooks4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.memory.InMemoryMessageStore;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.testkit.preset.Changed;
import io.github.webhooks4j.testkit.preset.PresetCase;
import io.github.webhooks4j.testkit.preset.PresetCases;
import io.github.webhooks4j.testkit.preset.SignatureText;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset behind a receiver: who is refused leaves nothing, and who repeats under another name is known. */
@ParameterizedClass(name = "{0}")
@MethodSource("presets")
class PresetReceivingTest {
    @Parameter
    PresetCase preset;

    private final MutableClock clock = new MutableClock(PresetCase.NOW);
    private final AtomicInteger handled = new AtomicInteger();
    private Verifier verifier;
    private WebhookReceiver receiver;
    private WebhookRequest genuine;

    static Stream<PresetCase> presets() {
        return PresetCases.all();
    }

    @BeforeEach
    void start() {
        verifier = preset.verifier(0);
        receiver = WebhookReceiver.builder()
                .store(InMemoryMessageStore.create(clock))
                .clock(clock)
                .publicUrl(URI.create("https://hooks.example.com"))
                .source("p", source -> source.verifier(verifier).inline().onAny(message -> handled.incrementAndGet()))
                .build()
                .start();
        genuine = preset.signed(0).path("/p").externalUrl(PresetCase.URL + "p").request();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private Receipt send(WebhookRequest request) {
        return send(request.head(), request.body());
    }

    private Receipt send(RequestHead head, byte[] body) {
        Admission admission = receiver.begin(head, head.path());
        return admission instanceof Admission.Admitted admitted
                ? admitted.receive(body)
                        .toCompletableFuture()
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join()
                : ((Admission.Refused) admission).receipt();
    }

    private int stored() {
        return receiver.messages().list(MessageQuery.all()).messages().size();
    }

    @Test
    void a_genuine_request_is_handled_once_however_often_it_is_sent() {
        Verified verdict = (Verified) verifier.verify(genuine, PresetCase.NOW);

        for (int i = 0; i < 3; i++) {
            assertThat(send(genuine).isSuccess()).isTrue();
        }

        boolean known = verdict.id().isPresent() || verdict.contentKey().isPresent();
        assertThat(handled).hasValue(known ? 1 : 3);
    }

    @Test
    void what_is_refused_is_answered_4xx_and_leaves_nothing() {
        for (WebhookRequest bad : refusedOnes()) {
            if (verifier.verify(bad, PresetCase.NOW) instanceof Verified) {
                continue; // nothing that this preset signs was changed
            }
            int status = send(bad).status();
            assertThat(status).isBetween(400, 499).isNotEqualTo(410);
        }
        Headers.Builder huge = Headers.builder();
        genuine.headers().names().forEach(name -> huge.add(name, String.join(",", Collections.nCopies(10_000, "v1"))));

        assertThat(genuine.headers().size() == 0
                        || send(RequestHead.of("POST", "/p", huge), genuine.body())
                                                .status()
                                        / 100
                                == 4)
                .isTrue();
        assertThat(stored()).isZero();
        assertThat(handled).hasValue(0);
    }

    private List<WebhookRequest> refusedOnes() {
        List<WebhookRequest> bad = new ArrayList<>();
        bad.add(Changed.body(genuine, "not what was signed \u0000".getBytes(StandardCharsets.UTF_8)));
        bad.add(Changed.body(genuine, new byte[] {-1, -2, 0, (byte) 0x80}));
        bad.add(Changed.body(genuine, "[".repeat(5000).getBytes(StandardCharsets.UTF_8)));
        for (String header : genuine.headers().names()) {
            String value = genuine.headers().first(header).orElseThrow();
            List<List<String>> others = new ArrayList<>(List.of(
                    List.of(),
                    List.of(""),
                    List.of(" "),
                    List.of(value, "x"),
                    List.of(value + "\u00e9\u2028"),
                    List.of("-9223372036854775808"),
                    List.of(value.repeat(2))));
            SignatureText.in(value).map(SignatureText::ofOtherLengths).stream()
                    .flatMap(List::stream)
                    .forEach(other -> others.add(List.of(other)));
            others.forEach(other -> Changed.header(genuine, header, other).ifPresent(bad::add));
        }
        return bad;
    }

    @Test
    void a_repeat_under_another_id_is_refused_or_known_or_the_table_says_that_it_is_not() {
        Verified verdict = (Verified) verifier.verify(genuine, PresetCase.NOW);
        String id = verdict.id().orElse("");
        send(genuine);
        for (String header : genuine.headers().names()) {
            if (genuine.headers().all(header).contains(id)) {
                WebhookRequest replayed =
                        Changed.header(genuine, header, List.of("other_1")).orElseThrow();
                Receipt receipt = send(replayed);
                if (verdict.signed().contains(SignedPart.ID)) {
                    assertThat(receipt.status()).isBetween(400, 499);
                    assertThat(handled).hasValue(1);
                } else {
                    assertThat(receipt.isSuccess()).isTrue();
                    assertThat(handled).hasValue(verdict.contentKey().isPresent() ? 1 : 2);
                }
            }
        }
    }
}
