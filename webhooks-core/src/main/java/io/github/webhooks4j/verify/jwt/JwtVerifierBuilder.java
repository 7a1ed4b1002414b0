package io.github.webhooks4j.verify.jwt;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.verify.MessageField;
import io.github.webhooks4j.verify.SignatureEncoding;
import io.github.webhooks4j.verify.SignedPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a {@link JwtVerifier} demands. Where nothing is said, a token is a bearer token. How long a token
 * holds must be said: {@link #expires}, {@link #maxAge} or {@link #neverExpires}. Not thread-safe.
 */
public final class JwtVerifierBuilder {
    private static final Duration LONGEST = Duration.ofDays(366); // so that no sum of two overflows

    final String scheme;
    final JwtKeys keys;
    final Map<String, Set<String>> accepted = new HashMap<>();
    final Set<String> audiences = new HashSet<>();
    final Set<String> flags = new HashSet<>();
    final List<JwtCheck> checks = new ArrayList<>();
    TokenPlace place = new TokenPlace.InHeader("Authorization", "Bearer");

    @Nullable
    Duration mostAhead;

    @Nullable
    Duration maxAge;

    Duration skew = JwtVerifier.DEFAULT_SKEW;

    @Nullable
    String bodyHash;

    SignatureEncoding bodyHashEncoding = SignatureEncoding.HEX;

    @Nullable
    MessageField id;

    @Nullable
    MessageField eventType;

    @Nullable
    String idClaim;

    private final EnumSet<SignedPart> covered = EnumSet.noneOf(SignedPart.class);
    private boolean forEver;

    JwtVerifierBuilder(String scheme, JwtKeys keys) {
        this.scheme = scheme;
        this.keys = keys;
    }

    /**
     * The token stands in {@code Authorization} after a word of its own.
     *
     * @param word such as {@code JWT}, matched without regard to case
     * @return this builder
     */
    public JwtVerifierBuilder authorization(String word) {
        place = new TokenPlace.InHeader("Authorization", word);
        return this;
    }

    /**
     * The token is the whole value of a header field.
     *
     * @param name the field's name
     * @return this builder
     */
    public JwtVerifierBuilder header(String name) {
        place = new TokenPlace.InHeader(name, null);
        return this;
    }

    /**
     * The tokens are the elements of a list in a JSON body, 1 to 32 of them. Every one has to be right.
     *
     * @param member the name of a member of the outermost object
     * @return this builder
     */
    public JwtVerifierBuilder eachOf(String member) {
        place = new TokenPlace.InBody(member);
        return this;
    }

    /**
     * Who may have issued the token ({@code iss}).
     *
     * @param names compared exactly
     * @return this builder
     */
    public JwtVerifierBuilder issuers(String... names) {
        return claim("iss", names);
    }

    /**
     * For whom the token must be ({@code aud}): for one of these at least.
     *
     * @param names compared exactly
     * @return this builder
     */
    public JwtVerifierBuilder audiences(String... names) {
        audiences.addAll(List.of(names));
        return this;
    }

    /**
     * A claim whose text must be one of these.
     *
     * @param name the claim
     * @param values compared exactly
     * @return this builder
     */
    public JwtVerifierBuilder claim(String name, String... values) {
        accepted.put(name, Set.of(values));
        return this;
    }

    /**
     * A claim that must be {@code true}.
     *
     * @param name the claim
     * @return this builder
     */
    public JwtVerifierBuilder flag(String name) {
        flags.add(name);
        return this;
    }

    /**
     * Tokens expire ({@code exp} is required), and do so before long.
     *
     * @param atMost how far ahead of now a token may expire
     * @return this builder
     */
    public JwtVerifierBuilder expires(Duration atMost) {
        mostAhead = atMost;
        return this;
    }

    /**
     * Tokens tell when they were issued ({@code iat} is required), and hold no longer than this.
     *
     * @param age the longest
     * @return this builder
     */
    public JwtVerifierBuilder maxAge(Duration age) {
        maxAge = age;
        return this;
    }

    /**
     * Tokens hold for ever, for a provider that puts no time into them: a recorded request can be repeated at any
     * time. A time that is there all the same is checked.
     *
     * @return this builder
     */
    public JwtVerifierBuilder neverExpires() {
        forEver = true;
        return this;
    }

    /**
     * How far clocks may be apart.
     *
     * @param most from none to 366 days; by default {@link JwtVerifier#DEFAULT_SKEW}
     * @return this builder
     */
    public JwtVerifierBuilder skew(Duration most) {
        skew = most;
        return this;
    }

    /**
     * The claim that holds the SHA-256 of the body, by which the token covers every byte of it.
     *
     * @param claim its name; it may be absent only where the body is empty
     * @param encoding how the hash is written
     * @return this builder
     */
    public JwtVerifierBuilder bodyHash(String claim, SignatureEncoding encoding) {
        bodyHash = claim;
        bodyHashEncoding = encoding;
        return this;
    }

    /**
     * A further condition.
     *
     * @param check the condition
     * @param covers what a token that fulfils it covers
     * @return this builder
     */
    public JwtVerifierBuilder check(JwtCheck check, SignedPart... covers) {
        checks.add(check);
        covered.addAll(List.of(covers));
        return this;
    }

    /**
     * Where the message id is.
     *
     * @param field in the request
     * @return this builder
     */
    public JwtVerifierBuilder id(MessageField field) {
        id = field;
        return this;
    }

    /**
     * The claim that is the message id.
     *
     * @param name such as {@code jti}
     * @return this builder
     */
    public JwtVerifierBuilder idClaim(String name) {
        idClaim = name;
        return this;
    }

    /**
     * Where the event type is.
     *
     * @param field in the request
     * @return this builder
     */
    public JwtVerifierBuilder eventType(MessageField field) {
        eventType = field;
        return this;
    }

    EnumSet<SignedPart> coveredParts() {
        EnumSet<SignedPart> parts = EnumSet.copyOf(covered);
        if (bodyHash != null) {
            parts.add(SignedPart.BODY);
        }
        if (mostAhead != null || maxAge != null) {
            parts.add(SignedPart.TIMESTAMP);
        }
        if (idClaim != null || (id != null && id.isCoveredBy(parts))) {
            parts.add(SignedPart.ID);
        }
        if (eventType != null && eventType.isCoveredBy(parts)) {
            parts.add(SignedPart.EVENT_TYPE);
        }
        return parts;
    }

    /**
     * The verifier.
     *
     * @return the verifier
     * @throws IllegalArgumentException naming every fault
     */
    public JwtVerifier build() {
        List<String> faults = new ArrayList<>();
        if (place instanceof TokenPlace.InHeader header
                && Headers.builder().add(header.name(), "").fault().isPresent()) {
            faults.add("header: the name is no HTTP token (RFC 9110, section 5.6.2)");
        }
        if (mostAhead == null && maxAge == null && !forEver) {
            faults.add("expires, maxAge or neverExpires: one has to be chosen");
        }
        faultIfOutside("expires", mostAhead, faults);
        faultIfOutside("maxAge", maxAge, faults);
        faultIfOutside("skew", skew, faults);
        accepted.forEach((claim, values) -> {
            if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
                faults.add(claim + ": no value is accepted, or a blank one");
            }
        });
        if (audiences.stream().anyMatch(String::isBlank)) {
            faults.add("aud: a blank value is accepted");
        }
        if (idClaim != null && id != null) {
            faults.add("id: a claim and a field are named");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(scheme + ": " + String.join("; ", faults));
        }
        return new JwtVerifier(this);
    }

    private static void faultIfOutside(String name, @Nullable Duration value, List<String> faults) {
        if (value != null && (value.isNegative() || value.compareTo(LONGEST) > 0)) {
            faults.add(name + " is " + value + " but must be from PT0S to " + LONGEST);
        }
    }
}
