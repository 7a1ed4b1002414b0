package io.github.webhooks4j.testkit;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.receive.Admission;
import io.github.webhooks4j.receive.Receipt;
import io.github.webhooks4j.receive.WebhookReceiver;
import io.github.webhooks4j.sign.HmacSigner;
import io.github.webhooks4j.verify.HmacScheme;
import io.github.webhooks4j.verify.PublicKeyScheme;
import io.github.webhooks4j.verify.httpsig.HttpMessageSigner;
import io.github.webhooks4j.verify.provider.GitHub;
import io.github.webhooks4j.verify.provider.Slack;
import io.github.webhooks4j.verify.provider.StandardWebhooks;
import io.github.webhooks4j.verify.provider.Stripe;
import io.github.webhooks4j.verify.provider.Svix;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A request as a provider would send it, signed when it is used. For tests: {@link #sendTo} hands it to a
 * receiver inside the JVM, {@link #toHttp} makes it a request of the JDK's HTTP client.
 *
 * <pre>{@code
 * Receipt receipt = SignedRequest.github(Secret.of("It's a Secret to Everybody"))
 *         .at(clock.instant())
 *         .path("/github")
 *         .eventType("push")
 *         .id("72d3162e-cc78-11e3-81ab-4c9367dc0958")
 *         .body("{\"ref\":\"refs/heads/main\"}")
 *         .sendTo(receiver);
 * }</pre>
 *
 * <p>Immutable; each method returns a copy.
 */
public final class SignedRequest {
    private static final int SECONDS_TO_WAIT = 60;

    /** Makes a request genuine: the one thing in which presets differ. */
    @FunctionalInterface
    interface Proof {
        /** The request as it is sent; the id is for those that carry it in a header field. */
        WebhookRequest of(WebhookRequest unsigned, Optional<String> id, Instant at);
    }

    /** Adds header fields: all that most presets do. */
    @FunctionalInterface
    interface ProofInHeaders {
        Headers of(WebhookRequest unsigned, Optional<String> id, Instant at);
    }

    private final Proof proof;
    private final Optional<String> idHeader;
    private final Optional<String> eventTypeHeader;
    private final String method;
    private final String target;
    private final Headers headers;
    private final byte[] body;
    private final Optional<String> id;
    private final Instant at;
    private final Optional<String> externalUrl;

    private SignedRequest(
            Proof proof,
            Optional<String> idHeader,
            Optional<String> eventTypeHeader,
            String method,
            String target,
            Headers headers,
            byte[] body,
            Optional<String> id,
            Instant at,
            Optional<String> externalUrl) {
        this.proof = proof;
        this.idHeader = idHeader;
        this.eventTypeHeader = eventTypeHeader;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.id = id;
        this.at = at;
        this.externalUrl = externalUrl;
    }

    /** An empty POST to {@code /} that is made genuine so. */
    static SignedRequest by(Proof proof) {
        return by(proof, Optional.empty(), Optional.empty());
    }

    /** An empty POST to {@code /} that is made genuine by header fields. */
    static SignedRequest byHeaders(ProofInHeaders proof) {
        return by((request, id, at) -> with(request, proof.of(request, id, at)));
    }

    private static WebhookRequest with(WebhookRequest request, Headers added) {
        Headers.Builder all = Headers.builder();
        request.headers().forEach(all::add);
        added.forEach(all::add);
        RequestHead head =
                RequestHead.of(request.head().method(), request.head().target(), all.build());
        return new WebhookRequest(
                request.head().externalUrl().map(head::withExternalUrl).orElse(head), request.body());
    }

    private static SignedRequest by(Proof proof, Optional<String> idHeader, Optional<String> eventTypeHeader) {
        return new SignedRequest(
                proof,
                idHeader,
                eventTypeHeader,
                "POST",
                "/",
                Headers.empty(),
                new byte[0],
                Optional.empty(),
                InstantSource.system().instant(),
                Optional.empty());
    }

    /**
     * Signed by any HMAC scheme.
     *
     * @param scheme how
     * @param current with this secret
     * @param others and with these, where the signature is a list
     * @return an empty POST to {@code /}
     */
    public static SignedRequest of(HmacScheme scheme, Secret current, Secret... others) {
        HmacSigner signer = HmacSigner.of(scheme, current, others);
        return byHeaders(signer::sign);
    }

    /**
     * Signed by any scheme of private and public keys.
     *
     * @param scheme how
     * @param current with this private key
     * @param others and with these, where the signature is a list
     * @return an empty POST to {@code /}
     */
    public static SignedRequest of(PublicKeyScheme scheme, PrivateKey current, PrivateKey... others) {
        List<PrivateKey> keys = new ArrayList<>();
        keys.add(current);
        keys.addAll(List.of(others));
        return byHeaders((request, id, at) -> scheme.sign(keys, request, id, at));
    }

    /**
     * With an HTTP message signature (RFC 9421), which needs an {@link #externalUrl}.
     *
     * @param signer how, and with which key
     * @return an empty POST to {@code /}
     */
    public static SignedRequest of(HttpMessageSigner signer) {
        return byHeaders((request, id, at) -> signer.sign(request, at));
    }

    /**
     * As GitHub sends it: {@link #id} and {@link #eventType} become {@code X-GitHub-Delivery} and {@code X-GitHub-Event}.
     *
     * @param secret the webhook's secret
     * @return an empty POST to {@code /}
     */
    public static SignedRequest github(Secret secret) {
        HmacSigner signer = HmacSigner.of(GitHub.scheme(), secret);
        Proof proof = (request, id, at) -> with(request, signer.sign(request, Optional.empty(), at));
        return by(proof, Optional.of("X-GitHub-Delivery"), Optional.of("X-GitHub-Event"));
    }

    /**
     * As Stripe sends it; id and type are in the body.
     *
     * @param secret the endpoint's secret
     * @return an empty POST to {@code /}
     */
    public static SignedRequest stripe(Secret secret) {
        return of(Stripe.scheme(), secret);
    }

    /**
     * As Slack sends it; id and type are in the body.
     *
     * @param secret the app's signing secret
     * @return an empty POST to {@code /}
     */
    public static SignedRequest slack(Secret secret) {
        return of(Slack.scheme(), secret);
    }

    /**
     * As the Standard Webhooks specification says; the type is in the body.
     *
     * @param current signs
     * @param others sign too, as during a rotation
     * @return an empty POST to {@code /}; it needs an {@link #id}
     */
    public static SignedRequest standardWebhooks(Secret current, Secret... others) {
        return of(StandardWebhooks.scheme(), current, others);
    }

    /**
     * As Svix sends it; the type is in the body.
     *
     * @param current signs
     * @param others sign too, as during a rotation
     * @return an empty POST to {@code /}; it needs an {@link #id}
     */
    public static SignedRequest svix(Secret current, Secret... others) {
        return of(Svix.scheme(), current, others);
    }

    /**
     * With a static token.
     *
     * @param header the header field that carries it
     * @param token the token
     * @return an empty POST to {@code /}
     */
    public static SignedRequest token(String header, Secret token) {
        return byHeaders((request, id, at) -> Headers.of(header, token.reveal()));
    }

    /**
     * With a user name and a password (RFC 7617, UTF-8).
     *
     * @param username the name
     * @param password the password
     * @return an empty POST to {@code /}
     */
    public static SignedRequest basic(String username, Secret password) {
        byte[] pair = (username + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        String credentials = "Basic " + Base64.getEncoder().encodeToString(pair);
        return byHeaders((request, id, at) -> Headers.of("Authorization", credentials));
    }

    /**
     * With a bearer token (RFC 6750).
     *
     * @param token the token
     * @return an empty POST to {@code /}
     */
    public static SignedRequest bearer(Secret token) {
        String credentials = "Bearer " + token.reveal();
        return byHeaders((request, id, at) -> Headers.of("Authorization", credentials));
    }

    /**
     * With nothing that proves anything.
     *
     * @return an empty POST to {@code /}
     */
    public static SignedRequest unsigned() {
        return byHeaders((request, id, at) -> Headers.empty());
    }

    /**
     * Another method than POST.
     *
     * @param other the method
     * @return the copy
     */
    public SignedRequest method(String other) {
        return new SignedRequest(proof, idHeader, eventTypeHeader, other, target, headers, body, id, at, externalUrl);
    }

    /**
     * Where it goes, below the place where the receiver is mounted.
     *
     * @param path such as {@code /github}, with the query if there is one, encoded as on the wire
     * @return the copy
     */
    public SignedRequest path(String path) {
        return new SignedRequest(proof, idHeader, eventTypeHeader, method, path, headers, body, id, at, externalUrl);
    }

    /**
     * One header field more.
     *
     * @param name the name
     * @param value the value
     * @return the copy
     */
    public SignedRequest header(String name, String value) {
        return new SignedRequest(
                proof, idHeader, eventTypeHeader, method, target, headers.with(name, value), body, id, at, externalUrl);
    }

    /**
     * The body.
     *
     * @param bytes sent exactly so
     * @return the copy
     */
    public SignedRequest body(byte[] bytes) {
        return new SignedRequest(
                proof, idHeader, eventTypeHeader, method, target, headers, bytes.clone(), id, at, externalUrl);
    }

    /**
     * The body.
     *
     * @param text sent as UTF-8
     * @return the copy
     */
    public SignedRequest body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The message id, for presets that carry it in a header field; for others {@link #request()} refuses it.
     *
     * @param value the id
     * @return the copy
     */
    public SignedRequest id(String value) {
        return new SignedRequest(
                proof, idHeader, eventTypeHeader, method, target, headers, body, Optional.of(value), at, externalUrl);
    }

    /**
     * The event type, for presets that carry it in a header field.
     *
     * @param value the type
     * @return the copy
     * @throws IllegalStateException for presets that carry it in the body: put it there
     */
    public SignedRequest eventType(String value) {
        String header = eventTypeHeader.orElseThrow(
                () -> new IllegalStateException("this preset has its event type in the body: put it there"));
        return header(header, value);
    }

    /**
     * The time of signing; unless told, the time at which this object was made.
     *
     * @param time for schemes that sign one
     * @return the copy
     */
    public SignedRequest at(Instant time) {
        return new SignedRequest(
                proof, idHeader, eventTypeHeader, method, target, headers, body, id, time, externalUrl);
    }

    /**
     * The URL under which the provider calls, for schemes that sign it. What is sent is not changed by it: the
     * receiver has to be configured with the same.
     *
     * @param url the whole URL, query included
     * @return the copy
     */
    public SignedRequest externalUrl(String url) {
        return new SignedRequest(
                proof, idHeader, eventTypeHeader, method, target, headers, body, id, at, Optional.of(url));
    }

    /**
     * The whole request, signed.
     *
     * @return what a verifier sees
     * @throws IllegalStateException when an id was set, and this preset has its id elsewhere than in a header field
     */
    public WebhookRequest request() {
        Headers known = headers;
        if (id.isPresent() && idHeader.isPresent()) {
            known = known.with(idHeader.get(), id.get());
        }
        WebhookRequest signed = proof.of(new WebhookRequest(head(known), body.clone()), id, at);
        Headers sent = signed.headers();
        if (id.isPresent()
                && sent.names().stream().noneMatch(name -> sent.all(name).contains(id.get()))) {
            throw new IllegalStateException("this preset has its id in the body: put it there");
        }
        return signed;
    }

    private RequestHead head(Headers fields) {
        RequestHead head = RequestHead.of(method, target, fields);
        return externalUrl.map(head::withExternalUrl).orElse(head);
    }

    /**
     * Hands it to a receiver, inside this JVM, and waits for the answer.
     *
     * @param receiver a started receiver
     * @return the answer
     */
    public Receipt sendTo(WebhookReceiver receiver) {
        WebhookRequest request = request();
        Admission admission = receiver.begin(request.head(), request.head().path());
        if (admission instanceof Admission.Admitted admitted) {
            return admitted.receive(request.body())
                    .toCompletableFuture()
                    .orTimeout(SECONDS_TO_WAIT, TimeUnit.SECONDS)
                    .join();
        }
        return admission instanceof Admission.Answered answered
                ? answered.receipt()
                : ((Admission.Refused) admission).receipt();
    }

    /**
     * Makes it a request of the JDK's HTTP client.
     *
     * @param mount where the receiver is mounted, such as {@code http://localhost:8080/webhooks}
     * @return a request ready to be sent
     */
    public HttpRequest toHttp(URI mount) {
        WebhookRequest request = request();
        HttpRequest.Builder http = HttpRequest.newBuilder(
                        URI.create(mount + request.head().target()))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(http::header);
        return http.build();
    }
}
