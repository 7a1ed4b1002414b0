package io.github.webhooks4j.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.memory.InMemorySendStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.sign.Outgoing;
import io.github.webhooks4j.sign.SigningStyles;
import io.github.webhooks4j.work.RetrySchedule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** A sender over a store in memory whose clock the test moves, with what it sends, tells and logs written down. */
abstract class SendFixture {
    static final String SHOP = "https://shop.example/hooks";
    static final String BANK = "https://bank.example/hooks";
    static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("patience", 30));
    static final Duration SOON = Duration.ofMillis(20);

    final SettableClock clock = new SettableClock();
    final WatchedStore store = new WatchedStore(InMemorySendStore.create(clock));
    final ScriptedTransport transport = new ScriptedTransport();
    final Queue<Notice> notices = new ConcurrentLinkedQueue<>();
    final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.webhooks4j");
    private final List<Webhooks> opened = new CopyOnWriteArrayList<>();

    @BeforeEach
    final void listen() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
    }

    @AfterEach
    final void closeAll() {
        store.quiet();
        opened.forEach(Webhooks::close);
        logger.detachAppender(logged);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    /** One owner, two event types, a poll interval that tests need not wait for. */
    final WebhooksBuilder builder() {
        return Webhooks.builder(store)
                .transport(transport)
                .eventTypes("order.paid", "order.sent")
                .defaultOwner("acme")
                .pollInterval(SOON)
                .drain(Duration.ZERO)
                .schedule(RetrySchedule.of(Duration.ofMinutes(5), Duration.ofMinutes(30)))
                .listener(notices::add);
    }

    final Webhooks open(WebhooksBuilder builder) {
        Webhooks webhooks = builder.build();
        opened.add(webhooks);
        return webhooks;
    }

    final Webhooks open() {
        return open(builder());
    }

    static EndpointSpec spec(String url) {
        return EndpointSpec.to(url).events("*");
    }

    static Endpoint register(Webhooks webhooks, EndpointSpec spec) {
        return webhooks.endpoints().register(spec).registered().endpoint();
    }

    static Event paid(int number) {
        return Event.of("order.paid", Map.of("order", number));
    }

    static Delivery onlyDelivery(Webhooks webhooks, UUID event) {
        List<Delivery> all =
                webhooks.deliveries().list(DeliveryQuery.all().ofEvent(event)).items();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    static DeliveryState state(Webhooks webhooks, UUID delivery) {
        return webhooks.deliveries().find(delivery).orElseThrow().state();
    }

    static List<AttemptOutcome> outcomes(Webhooks webhooks, UUID delivery) {
        return webhooks.deliveries().attempts(delivery).stream()
                .map(DeliveryAttempt::outcome)
                .toList();
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(assertion);
    }

    static void until(BooleanSupplier condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition::getAsBoolean);
    }

    final <T extends Notice> List<T> heard(Class<T> type) {
        return notices.stream().filter(type::isInstance).map(type::cast).toList();
    }

    final List<String> logsAbove(Level level) {
        return logged.list.stream()
                .filter(event -> event.getLevel().toInt() > level.toInt())
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Whether this secret made one of the signatures of a request of the default style. */
    static boolean isSignedWith(OutboundRequest request, Secret secret) {
        Headers headers = request.headers();
        Instant at = Instant.ofEpochSecond(
                Long.parseLong(headers.only("webhook-timestamp").orElseThrow()));
        String wanted = SigningStyles.standard()
                .signer(List.of(secret))
                .sign(new Outgoing(headers.only("webhook-id").orElseThrow(), "order.paid", at, request.body()))
                .only("webhook-signature")
                .orElseThrow();
        return List.of(signature(request).split(" ")).contains(wanted);
    }

    static String signature(OutboundRequest request) {
        return request.headers().only("webhook-signature").orElseThrow();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("webhooks-send"))
                .toList();
    }
}
