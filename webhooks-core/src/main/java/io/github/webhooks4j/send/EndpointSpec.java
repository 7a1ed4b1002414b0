package io.github.webhooks4j.send;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.work.RetrySchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an endpoint is wanted: to be registered, or as a change of one that is. Nothing is checked here; {@link
 * Endpoints} tells every fault at once.
 *
 * <p>Immutable. {@link #toString()} shows no URL, header value or secret.
 */
public final class EndpointSpec {
    /** How requests are signed unless said otherwise: {@value}. */
    public static final String DEFAULT_SIGNING = "standard-webhooks";

    private final String url;
    private Optional<String> owner = Optional.empty();
    private List<String> eventTypes = List.of();
    private String description = "";
    private Headers headers = Headers.empty();
    private Optional<String> contentType = Optional.empty();
    private String signing = DEFAULT_SIGNING;
    private Optional<RetrySchedule> schedule = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private Optional<Integer> maxInFlight = Optional.empty();
    private Optional<Secret> secret = Optional.empty();
    private boolean ping;

    private EndpointSpec(String url) {
        this.url = requireNonNull(url, "url");
    }

    private EndpointSpec(String url, EndpointSpec from) {
        this(url);
        owner = from.owner;
        eventTypes = from.eventTypes;
        description = from.description;
        headers = from.headers;
        contentType = from.contentType;
        signing = from.signing;
        schedule = from.schedule;
        timeout = from.timeout;
        maxInFlight = from.maxInFlight;
        secret = from.secret;
        ping = from.ping;
    }

    private EndpointSpec copy() {
        return new EndpointSpec(url, this);
    }

    /**
     * An endpoint at a URL, with no event types yet.
     *
     * @param url where requests go
     * @return the spec
     */
    public static EndpointSpec to(String url) {
        return new EndpointSpec(url);
    }

    /**
     * Another URL.
     *
     * @param value where requests go
     * @return the copy
     */
    public EndpointSpec url(String value) {
        return new EndpointSpec(value, this);
    }

    /**
     * Whose events it gets. Never changes once registered.
     *
     * @param value 1 to 255 characters; default: what {@link WebhooksBuilder#defaultOwner} says
     * @return the copy
     */
    public EndpointSpec owner(String value) {
        EndpointSpec copy = copy();
        copy.owner = Optional.of(value);
        return copy;
    }

    /**
     * Which event types it gets, instead of those before.
     *
     * @param patterns each a type, a prefix that ends in {@code .*}, or {@code *}; at least one, at most 100
     * @return the copy
     */
    public EndpointSpec events(String... patterns) {
        EndpointSpec copy = copy();
        copy.eventTypes = Stream.of(patterns).distinct().toList();
        return copy;
    }

    /**
     * What people call it.
     *
     * @param value at most 255 characters
     * @return the copy
     */
    public EndpointSpec description(String value) {
        EndpointSpec copy = copy();
        copy.description = requireNonNull(value, "value");
        return copy;
    }

    /**
     * Header fields to send besides, instead of those before.
     *
     * @param value as {@link CustomHeaders} allows
     * @return the copy
     */
    public EndpointSpec headers(Headers value) {
        EndpointSpec copy = copy();
        copy.headers = requireNonNull(value, "value");
        return copy;
    }

    /**
     * The {@code Content-Type} to send instead of the event's own, such as {@code application/cloudevents+json}.
     *
     * @param value a media type; the bytes stay what they are
     * @return the copy
     */
    public EndpointSpec contentType(String value) {
        EndpointSpec copy = copy();
        copy.contentType = Optional.of(value);
        return copy;
    }

    /**
     * How requests are signed.
     *
     * @param style the name of a built-in style or of one given to {@link WebhooksBuilder#signing}; default {@value
     *     #DEFAULT_SIGNING}
     * @return the copy
     */
    public EndpointSpec signing(String style) {
        EndpointSpec copy = copy();
        copy.signing = requireNonNull(style, "style");
        return copy;
    }

    /**
     * Its own retry schedule.
     *
     * @param value default: the sender's
     * @return the copy
     */
    public EndpointSpec schedule(RetrySchedule value) {
        EndpointSpec copy = copy();
        copy.schedule = Optional.of(value);
        return copy;
    }

    /**
     * Its own deadline of an attempt.
     *
     * @param value at most the sender's, which the lease is made for; default: the sender's
     * @return the copy
     */
    public EndpointSpec timeout(Duration value) {
        EndpointSpec copy = copy();
        copy.timeout = Optional.of(value);
        return copy;
    }

    /**
     * How many requests of one node may be in flight to it.
     *
     * @param value 1 to 10,000; default: the sender's
     * @return the copy
     */
    public EndpointSpec maxInFlight(int value) {
        EndpointSpec copy = copy();
        copy.maxInFlight = Optional.of(value);
        return copy;
    }

    /**
     * The secret to register it with, for who brings one along; otherwise a new one is made.
     *
     * @param value of the form that the signing style asks for
     * @return the copy
     */
    public EndpointSpec secret(Secret value) {
        EndpointSpec copy = copy();
        copy.secret = Optional.of(value);
        return copy;
    }

    /**
     * Sends it a {@code ping} event once it is registered.
     *
     * @return the copy
     */
    public EndpointSpec pingOnRegistration() {
        EndpointSpec copy = copy();
        copy.ping = true;
        return copy;
    }

    /**
     * Where requests go.
     *
     * @return the URL
     */
    public String url() {
        return url;
    }

    /**
     * Whose events it gets.
     *
     * @return the owner, empty when not said
     */
    public Optional<String> owner() {
        return owner;
    }

    /**
     * Which event types it gets.
     *
     * @return the patterns
     */
    public List<String> events() {
        return eventTypes;
    }

    /**
     * What people call it.
     *
     * @return the description, possibly empty
     */
    public String description() {
        return description;
    }

    /**
     * Header fields to send besides.
     *
     * @return the fields
     */
    public Headers headers() {
        return headers;
    }

    /**
     * The content type to send.
     *
     * @return the media type, empty for the event's own
     */
    public Optional<String> contentType() {
        return contentType;
    }

    /**
     * How requests are signed.
     *
     * @return the style's name
     */
    public String signing() {
        return signing;
    }

    /**
     * Its own retry schedule.
     *
     * @return the schedule, empty for the sender's
     */
    public Optional<RetrySchedule> schedule() {
        return schedule;
    }

    /**
     * Its own deadline of an attempt.
     *
     * @return the duration, empty for the sender's
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * How many requests of one node may be in flight to it.
     *
     * @return the number, empty for the sender's
     */
    public Optional<Integer> maxInFlight() {
        return maxInFlight;
    }

    /**
     * The secret to register it with.
     *
     * @return the secret; empty for a new one, and in what {@link Endpoint#spec()} tells
     */
    public Optional<Secret> secret() {
        return secret;
    }

    /**
     * Whether a {@code ping} follows the registration.
     *
     * @return whether it does; {@code false} in what {@link Endpoint#spec()} tells
     */
    public boolean pings() {
        return ping;
    }

    /** Without what is for the registration alone, and with the owner that it turned out to have. */
    EndpointSpec registered(String ownerName) {
        EndpointSpec copy = owner(ownerName);
        copy.secret = Optional.empty();
        copy.ping = false;
        return copy;
    }

    @Override
    public String toString() {
        return "EndpointSpec[" + owner.orElse("") + ", " + eventTypes + "]";
    }
}
