package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.internal.FlatJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a token says, once its signature is found right. Immutable. {@link #toString()} tells nothing. */
public final class JwtClaims {
    /** Seconds up to the year 5138, as an integer or with decimals; no sign, no exponent. */
    private static final Pattern SECONDS = Pattern.compile("(0|[1-9][0-9]{0,10})(\\.[0-9]{1,9})?");

    private final FlatJson json;

    JwtClaims(FlatJson json) {
        this.json = json;
    }

    /**
     * Whether a claim is there, of whatever kind.
     *
     * @param name its name
     * @return whether it is there
     */
    public boolean has(String name) {
        return json.has(name);
    }

    /**
     * A claim that is a text.
     *
     * @param name its name
     * @return the text; empty when there is none, or something else
     */
    public Optional<String> text(String name) {
        return json.text(name);
    }

    /**
     * A claim that is a list of texts, or one text, as {@code aud} may be.
     *
     * @param name its name
     * @return the texts; empty when there are none, or something else
     */
    public List<String> texts(String name) {
        return json.texts(name);
    }

    /**
     * A claim that is a time: a number of seconds (RFC 7519, section 2).
     *
     * @param name its name
     * @return the time; empty when there is none, or something else, or one that no calendar has
     */
    public Optional<Instant> time(String name) {
        return json.number(name)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(BigDecimal::new)
                .map(seconds -> Instant.ofEpochSecond(
                        seconds.longValue(),
                        seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue()));
    }

    /**
     * Whether a claim is {@code true}; the text of that is not.
     *
     * @param name its name
     * @return whether it is
     */
    public boolean isTrue(String name) {
        return json.isTrue(name);
    }

    @Override
    public String toString() {
        return "JwtClaims";
    }
}
