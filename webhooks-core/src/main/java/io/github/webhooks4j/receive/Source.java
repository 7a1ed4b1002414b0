package io.github.webhooks4j.receive;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.RejectionAnswer;
import io.github.webhooks4j.verify.SignedPart;
import io.github.webhooks4j.verify.Verified;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.handshake.Handshake;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One configured way in, checked and frozen: what {@link SourceBuilder} collected.
 *
 * @param name path segment, and the word for it in log and database
 * @param verifier decides what is genuine
 * @param methods by which methods messages are taken
 * @param handshakes what is answered and delivers no message
 * @param secretPaths random path segments, one of which must follow the name; none means no such segment
 * @param mode when its messages are handled
 * @param maxBody the most bytes of a body
 * @param readDeadline how long reading a body may take
 * @param inlineDeadline how long a request waits for its inline handlers
 * @param schedule retries of queued handlers
 * @param retention how long messages that are done are kept
 * @param contentWindow how long equal content counts as a repeat; zero for not at all
 * @param idFrom where the id is, when the source says so instead of the scheme
 * @param eventTypeFrom where the event type is, when the source says so instead of the scheme
 * @param storedHeaders which header fields are kept, in lower case
 * @param routes the handlers in order of registration
 * @param profile which messages are wanted
 * @param confirmation asks the provider
 * @param fixedAnswer the answer to a message that was taken, unless one is made
 * @param madeAnswer makes the answer
 * @param rejection the one answer to whatever is not verified
 */
record Source(
        String name,
        Verifier verifier,
        Set<String> methods,
        List<Handshake> handshakes,
        List<Secret> secretPaths,
        Mode mode,
        int maxBody,
        Duration readDeadline,
        Duration inlineDeadline,
        RetrySchedule schedule,
        Duration retention,
        Duration contentWindow,
        Optional<MessageField> idFrom,
        Optional<MessageField> eventTypeFrom,
        Set<String> storedHeaders,
        List<Route<?>> routes,
        Predicate<Message> profile,
        Optional<ProviderConfirmation> confirmation,
        Receipt fixedAnswer,
        Optional<Function<Message, Receipt>> madeAnswer,
        Receipt rejection) {

    /** How much longer than the request waits its claim holds: by then a repeat may take over. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

    private static final Set<String> ALWAYS_STORED = Set.of("content-type", "user-agent");

    /** Freezes what a builder collected; only when {@link SourceFaults} found nothing. */
    static Source of(SourceBuilder from, Verifier verifier) {
        Set<String> stored = new TreeSet<>(from.headersAskedFor);
        stored.addAll(ALWAYS_STORED);
        stored.addAll(verifier.messageHeaders());
        stored.removeAll(verifier.credentialHeaders());
        RejectionAnswer rejected = from.rejection == null ? verifier.rejectionAnswer() : from.rejection;
        return new Source(
                from.name,
                verifier,
                Set.copyOf(from.methods),
                List.copyOf(from.handshakes),
                List.copyOf(from.secretPaths),
                from.mode,
                from.maxBody,
                from.readDeadline,
                from.inlineDeadline,
                from.schedule,
                from.retention,
                from.contentWindow,
                Optional.ofNullable(from.idFrom),
                Optional.ofNullable(from.eventTypeFrom),
                Set.copyOf(stored),
                List.copyOf(from.routes),
                from.profile,
                Optional.ofNullable(from.confirmation),
                from.fixedAnswer,
                Optional.ofNullable(from.answer),
                rejected.text().isEmpty()
                        ? Receipt.empty(rejected.status())
                        : Receipt.text(rejected.status(), rejected.text()));
    }

    /** What a message that was taken is answered. */
    Receipt answer(Message message) {
        return madeAnswer.map(make -> make.apply(message)).orElse(fixedAnswer);
    }

    /** Whether equal content counts as a repeat, for schemes that ask for it. */
    boolean contentKeyed() {
        return !contentWindow.isZero();
    }

    Duration inlineLease() {
        return inlineDeadline.plus(LEASE_MARGIN);
    }

    /** The handlers for a message, in order of registration. */
    List<Route<?>> routesFor(Message message) {
        return routes.stream().filter(route -> route.takes(message.eventType())).toList();
    }

    Optional<String> idOf(WebhookRequest request, Verified verdict) {
        return idFrom.isPresent() ? idFrom.get().read(request) : verdict.id();
    }

    /** Whether the id that the source says where to find is there more than once: whose is it then? */
    boolean isIdGivenTwice(WebhookRequest request) {
        return idFrom.map(field -> field.isGivenTwice(request)).orElse(false);
    }

    /** Whether the scheme covers the id that is used. */
    boolean signsId(Verified verdict) {
        return idFrom.map(field -> field.isCoveredBy(verdict.signed()))
                .orElseGet(() -> verdict.signed().contains(SignedPart.ID));
    }

    Optional<String> eventTypeOf(WebhookRequest request, Verified verdict) {
        return eventTypeFrom.isPresent() ? eventTypeFrom.get().read(request) : verdict.eventType();
    }

    /** The fields that are kept of a request: an allow-list, and never what carries credentials. */
    Headers keptOf(Headers headers) {
        Headers.Builder kept = Headers.builder();
        headers.forEach((name, value) -> {
            if (storedHeaders.contains(SourceBuilder.lowerCase(name))) {
                kept.add(name, value);
            }
        });
        return kept.build();
    }

    /** The query without parameters that carry credentials, otherwise exactly as on the wire. */
    String keptOfQuery(String query) {
        Set<String> secret = verifier.credentialParameters();
        if (secret.isEmpty() || query.isEmpty()) {
            return query;
        }
        StringBuilder kept = new StringBuilder(query.length());
        for (String pair : query.split("&", -1)) {
            String name = PayloadViews.decodedName(pair);
            if (!secret.contains(name)) {
                kept.append(kept.isEmpty() ? "" : "&").append(pair);
            }
        }
        return kept.toString();
    }
}
