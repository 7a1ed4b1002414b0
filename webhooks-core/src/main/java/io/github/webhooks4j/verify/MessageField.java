package io.github.webhooks4j.verify;

import io.github.webhooks4j.WebhookRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where in a request a message id, an event type or another short value lives.
 *
 * <p>Reading never throws for what came from outside. A header field, query parameter or form field that
 * is given twice is absent, for sender and receiver could each mean another one. JSON is read in one
 * bounded streaming pass: of a doubled key the last counts; numbers and booleans are their text; objects,
 * arrays and {@code null} are absent; so is everything in a body that is malformed, nested deeper than 1000
 * levels or followed by further data. A value of more than 1024 characters is cut off after 1025, which no
 * id and no event type may have.
 *
 * <p>Immutable.
 */
public final class MessageField {
    /** Where a value can be. */
    enum Place {
        HEADER,
        JSON,
        QUERY,
        FORM
    }

    private final Place place;
    private final String name;
    private final List<MessageField> alternatives;
    private final List<MessageField> places;

    private MessageField(Place place, String name, List<MessageField> alternatives) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "the name of a " + place.name().toLowerCase(Locale.ROOT) + " value is blank");
        }
        this.place = place;
        this.name = name;
        this.alternatives = alternatives;
        places = alternatives.isEmpty() ? List.of(this) : allPlaces();
    }

    private List<MessageField> allPlaces() {
        List<MessageField> all = new ArrayList<>();
        all.add(new MessageField(place, name, List.of()));
        alternatives.forEach(field -> all.addAll(field.places));
        return List.copyOf(all);
    }

    /**
     * A header field.
     *
     * @param name matched without regard to case
     * @return the field
     */
    public static MessageField header(String name) {
        return new MessageField(Place.HEADER, name, List.of());
    }

    /**
     * A scalar in a JSON body.
     *
     * @param path member names joined by dots, elements by their index: {@code event.id}, {@code [0].eventId}
     * @return the field
     * @throws IllegalArgumentException when the path is none
     */
    public static MessageField json(String path) {
        MessageField field = new MessageField(Place.JSON, path, List.of());
        JsonFields.segments(path);
        return field;
    }

    /**
     * A parameter of the query.
     *
     * @param name the decoded name, matched exactly
     * @return the field
     */
    public static MessageField query(String name) {
        return new MessageField(Place.QUERY, name, List.of());
    }

    /**
     * A field of a form post (a body of type {@code application/x-www-form-urlencoded}).
     *
     * @param name the decoded name, matched exactly
     * @return the field
     */
    public static MessageField form(String name) {
        return new MessageField(Place.FORM, name, List.of());
    }

    /**
     * A field that looks elsewhere when there is nothing here.
     *
     * @param next where to look then
     * @return the combination
     */
    public MessageField or(MessageField next) {
        List<MessageField> all = new ArrayList<>(alternatives);
        all.add(next);
        return new MessageField(place, name, List.copyOf(all));
    }

    /**
     * Reads the value.
     *
     * @param request where from
     * @return the value exactly as sent, possibly empty text; absent as described above
     */
    public Optional<String> read(WebhookRequest request) {
        return new FieldReader(this).read(request).get(0);
    }

    /**
     * Whether a header field, query parameter or form field is there more than once, and so reads as absent.
     *
     * @param request the request
     * @return {@code false} for a place in JSON, where of a doubled key the last counts
     */
    public boolean isGivenTwice(WebhookRequest request) {
        return place != Place.JSON && values(request).size() > 1;
    }

    /**
     * Reads several values, with one pass over the body for all that live in JSON.
     *
     * @param request where from
     * @param fields what to read
     * @return one entry per field, in order
     */
    public static List<Optional<String>> readAll(WebhookRequest request, MessageField... fields) {
        return new FieldReader(fields).read(request);
    }

    /**
     * Whether a scheme that covers these parts covers this value too. A header field never counts here: a
     * scheme that signs one says so by {@link SignedPart#ID} or {@link SignedPart#EVENT_TYPE}.
     *
     * @param signed what the scheme covers
     * @return whether every place where the value may be found is covered
     */
    public boolean isCoveredBy(Set<SignedPart> signed) {
        return isHereCoveredBy(signed) && alternatives.stream().allMatch(field -> field.isCoveredBy(signed));
    }

    /**
     * Whether a scheme that covers these parts and these header fields covers this value too.
     *
     * @param signed what the scheme covers
     * @param headers the header fields that it covers, in lower case
     * @return whether every place where the value may be found is covered
     */
    public boolean isCoveredBy(Set<SignedPart> signed, Set<String> headers) {
        return places.stream()
                .allMatch(field -> field.place == Place.HEADER
                        ? headers.contains(SignatureScheme.lowerCase(field.name))
                        : field.isHereCoveredBy(signed));
    }

    /**
     * The header fields among the places where the value may be found.
     *
     * @return their names in lower case
     */
    public Set<String> headerNames() {
        return places.stream()
                .filter(field -> field.place == Place.HEADER)
                .map(field -> SignatureScheme.lowerCase(field.name))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isHereCoveredBy(Set<SignedPart> signed) {
        return switch (place) {
            case HEADER -> false;
            case QUERY -> signed.contains(SignedPart.URL);
            case JSON, FORM -> signed.contains(SignedPart.BODY);
        };
    }

    Place place() {
        return place;
    }

    String name() {
        return name;
    }

    /** This place and those to look at when there is nothing here. */
    List<MessageField> places() {
        return places;
    }

    boolean isHeader() {
        return place == Place.HEADER && alternatives.isEmpty();
    }

    /** Everything of this name, for who must tell one from several. */
    List<String> values(WebhookRequest request) {
        return switch (place) {
            case HEADER -> request.headers().all(name);
            case QUERY -> UrlEncoded.values(request.head().query(), name);
            case FORM -> UrlEncoded.values(UrlEncoded.form(request), name);
            case JSON -> read(request).map(List::of).orElse(List.of());
        };
    }

    /** Tells place and name, such as {@code json event.id}. */
    @Override
    public String toString() {
        String here = place.name().toLowerCase(Locale.ROOT) + " " + name;
        StringBuilder text = new StringBuilder(here);
        alternatives.forEach(field -> text.append(" or ").append(field));
        return text.toString();
    }
}
