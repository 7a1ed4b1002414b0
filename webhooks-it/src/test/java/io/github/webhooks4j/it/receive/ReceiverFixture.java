package io.github.webhooks4j.it.receive;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageStore;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.SourceBuilder;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.receive.WebhookReceiverBuilder;
import io.github.webhooks4j.testkit.MutableClock;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.provider.GitHub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A receiver on an empty store, with a clock to move and everything heard written down. */
abstract class ReceiverFixture {
    static final Secret SECRET = Secret.of("It's a Secret to Everybody");
    static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    final MutableClock clock = new MutableClock(START);
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    MessageStore store;
    private final List<WebhookReceiver> receivers = new CopyOnWriteArrayList<>();

    /** An empty store whose clock moves with {@link #advance}. */
    abstract MessageStore emptyStore() throws Exception;

    /** Moves the store's own clock. */
    abstract void advanceStore(Duration by);

    @BeforeEach
    final void open() throws Exception {
        store = emptyStore();
    }

    @AfterEach
    final void closeReceivers() throws Exception {
        receivers.forEach(WebhookReceiver::close);
        if (store instanceof AutoCloseable closeable) {
            closeable.close();
        }
        closeDatabase();
    }

    /** Closes what is below the store, once nothing uses it any more. */
    void closeDatabase() {}

    final void advance(Duration by) {
        clock.advance(by);
        advanceStore(by);
    }

    final WebhookReceiverBuilder builder() {
        return WebhookReceiver.builder()
                .store(store)
                .clock(clock)
                .listener(notices::add)
                .pollInterval(Duration.ofMillis(20))
                .drainDeadline(Duration.ofSeconds(2));
    }

    final WebhookReceiver started(WebhookReceiverBuilder builder) {
        WebhookReceiver receiver = builder.build().start();
        receivers.add(receiver);
        return receiver;
    }

    /** A started receiver with one source {@code github}. */
    final WebhookReceiver github(Consumer<SourceBuilder> more) {
        return started(builder().source("github", source -> {
            source.verifier(GitHub.verifier(SECRET));
            more.accept(source);
        }));
    }

    final SignedRequest push(String id) {
        return SignedRequest.github(SECRET)
                .at(clock.instant())
                .path("/github")
                .eventType("push")
                .id(id)
                .body("{\"delivery\":\"" + id + "\"}");
    }

    final Message only() {
        List<Message> all = store.list(MessageQuery.all()).messages();
        if (all.size() != 1) {
            throw new AssertionError("expected one message, found " + all);
        }
        return all.get(0);
    }

    final List<Message> all() {
        return store.list(MessageQuery.all()).messages();
    }

    final <T extends Notice> List<T> heard(Class<T> kind) {
        return notices.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static String textOf(Receipt receipt) {
        return new String(receipt.body(), StandardCharsets.UTF_8);
    }
}
