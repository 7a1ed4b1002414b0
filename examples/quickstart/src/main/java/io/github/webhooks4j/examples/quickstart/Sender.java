package io.github.webhooks4j.examples.quickstart;

import io.github.webhooks4j.receive.Message;
import io.github.webhooks4j.receive.MessageQuery;
import io.github.webhooks4j.receive.MessageState;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends deliveries over HTTP, and looks at what became of them. */
final class Sender {
    private static final Set<MessageState> UNDER_WAY = EnumSet.of(MessageState.RECEIVED, MessageState.PENDING);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Application application;
    private final Table table;

    Sender(Application application, Table table) {
        this.application = application;
        this.table = table;
    }

    void send(String what, Delivery delivery, Outcome expected) throws IOException, InterruptedException {
        int before = application.shop().runs();
        HttpResponse<String> answer =
                http.send(delivery.request().toHttp(application.webhooks()), HttpResponse.BodyHandlers.ofString());
        add(what, delivery, answer.statusCode(), before, expected);
    }

    /** Sends nothing: only looks at the log. */
    void look(String what, Delivery delivery, Outcome expected) throws InterruptedException {
        add(what, delivery, Outcome.NOT_SENT, application.shop().runs(), expected);
    }

    private void add(String what, Delivery delivery, int status, int runsBefore, Outcome expected)
            throws InterruptedException {
        Optional<Message> message = atRest(delivery);
        Outcome outcome = new Outcome(
                status,
                message.map(found -> found.state().word()).orElse(Outcome.NOTHING),
                message.map(Message::attempts).orElse(0),
                application.shop().runs() - runsBefore);
        table.add(what, delivery.line(), outcome, expected);
    }

    /** The message of a delivery, once nothing more happens to it. */
    private Optional<Message> atRest(Delivery delivery) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Message> message = find(delivery);
        while (message.isPresent() && UNDER_WAY.contains(message.get().state()) && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
            message = find(delivery);
        }
        return message;
    }

    private Optional<Message> find(Delivery delivery) {
        MessageQuery ofSource = MessageQuery.all().source(delivery.source());
        return application.receiver().messages().list(ofSource).messages().stream()
                .filter(message -> message.providerId().equals(delivery.id()))
                .findFirst();
    }
}
