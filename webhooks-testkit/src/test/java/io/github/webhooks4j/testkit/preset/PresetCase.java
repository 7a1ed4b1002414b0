package io.github.webhooks4j.testkit.preset;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.SignedRequest;
import io.github.webhooks4j.verify.Verifier;
import io.github.webhooks4j.verify.provider.Providers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A preset as its tests see it. It has keys, told by number from 0 to {@link #KEYS}-1, all different; it can
 * sign with each, and make a verifier that accepts what some of them signed.
 *
 * @param name as {@code Providers} knows it
 * @param accepting the verifier that accepts these keys, the first one being the current
 * @param signedBy a request signed by a key, with an id where the preset has it in a header field
 * @param body what it sends, genuine at {@link #NOW}: bodies may tell the time
 * @param secrets the keys as texts, for those that are; otherwise empty, and what is asked of texts is not asked
 * @param options what the provider takes besides
 * @param lists header fields that may hold several signatures, where no HMAC scheme of the preset tells
 * @param ageJudged whether a signed time is compared with the clock
 */
public record PresetCase(
        String name,
        Function<int[], Verifier> accepting,
        IntFunction<SignedRequest> signedBy,
        String body,
        List<Secret> secrets,
        Map<String, String> options,
        Set<String> lists,
        boolean ageJudged) {
    /** The time of every test. */
    public static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    /** How many keys there are. */
    public static final int KEYS = 3;

    /** Where every request was sent, for those that sign it. */
    public static final String URL = "https://hooks.example.com/";

    /** A JSON body that tells id, type and, as some providers do, the time. */
    public static final String JSON =
            "{\"id\":\"evt_1\",\"type\":\"order.paid\",\"webhookTimestamp\":" + NOW.toEpochMilli() + "}";

    /** A form. */
    public static final String FORM = "events=%5B%5D&kind=test";

    /** A preset whose keys are no texts. */
    public PresetCase(
            String name, Function<int[], Verifier> accepting, IntFunction<SignedRequest> signedBy, String body) {
        this(name, accepting, signedBy, body, List.of(), Map.of(), Set.of(), true);
    }

    /** A preset whose keys are these texts. */
    public PresetCase withSecrets(List<Secret> texts, Map<String, String> with) {
        return new PresetCase(name, accepting, signedBy, body, texts, with, lists, ageJudged);
    }

    /** A preset with several signatures in these header fields. */
    public PresetCase withLists(String... headers) {
        return new PresetCase(name, accepting, signedBy, body, secrets, options, Set.of(headers), ageJudged);
    }

    /** A preset that reads a signed time and does not judge it. */
    public PresetCase withoutAge() {
        return new PresetCase(name, accepting, signedBy, body, secrets, options, lists, false);
    }

    /** The verifier that accepts other texts. */
    public Verifier verifierOf(Secret... texts) {
        return Providers.byName(name).verifier(List.of(texts), options);
    }

    /** The verifier that accepts these keys. */
    public Verifier verifier(int... keys) {
        return accepting.apply(keys);
    }

    /** The request of this preset, signed by a key at {@link #NOW}. */
    public SignedRequest signed(int key) {
        return signedBy.apply(key).at(NOW).body(body);
    }

    /** The same as a verifier sees it. */
    public WebhookRequest genuine(int key) {
        return signed(key).request();
    }

    @Override
    public String toString() {
        return name;
    }
}
