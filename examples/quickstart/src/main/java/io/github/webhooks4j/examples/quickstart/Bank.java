package io.github.webhooks4j.examples.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks the bank over HTTP whether a payment is true. Whatever goes wrong is thrown: then nobody knows. */
final class Bank {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI api;

    Bank(URI api) {
        this.api = api;
    }

    boolean isPaid(Optional<String> payment) throws IOException, InterruptedException {
        if (payment.isEmpty() || !payment.get().matches("[0-9]{1,12}")) {
            return false;
        }
        HttpRequest question = HttpRequest.newBuilder(api.resolve("/payments/" + payment.get()))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the bank answered " + answer.statusCode());
        }
        return answer.body().equals("paid");
    }
}
