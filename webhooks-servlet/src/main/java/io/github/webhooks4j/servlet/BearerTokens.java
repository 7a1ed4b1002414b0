package io.github.webhooks4j.servlet;

import static java.util.Objects.requireNonNull;

import io.github.webhooks4j.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lets callers in that show a token: {@code Authorization: Bearer TOKEN}. How long a comparison takes does not depend
 * on how much of a token is right.
 *
 * <p>Jetty takes a header field for one that it has seen on the same connection when they differ in case only; {@code
 * HttpConfiguration.setHeaderCacheCaseSensitive(true)} makes it exact.
 *
 * <p>Immutable and thread-safe. A token past its {@link Secret#notAfter} is none.
 */
public final class BearerTokens implements ApiAuthorizer {
    private static final String SCHEME = "Bearer ";

    private final InstantSource clock = Clock.systemUTC();
    private final List<Token> tokens;

    private record Token(Secret secret, ApiAccess.Granted access) {}

    private BearerTokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /**
     * No token at all: nobody is let in.
     *
     * @return the authorizer, to add tokens to
     */
    public static BearerTokens none() {
        return new BearerTokens(List.of());
    }

    /**
     * A copy with one token more.
     *
     * @param token what the caller shows; long and random
     * @param access what who shows it may do
     * @return the copy
     */
    public BearerTokens with(Secret token, ApiAccess.Granted access) {
        List<Token> more = new ArrayList<>(tokens);
        more.add(new Token(requireNonNull(token, "token"), requireNonNull(access, "access")));
        return new BearerTokens(more);
    }

    @Override
    public ApiAccess authorize(HttpServletRequest request) {
        List<String> given = Collections.list(request.getHeaders("Authorization"));
        if (given.size() != 1 || !given.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new ApiAccess.Denied();
        }
        // Containers decode header fields as ISO 8859-1.
        return accessOf(given.get(0).substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Looks at every token, also after one that is right. */
    private ApiAccess accessOf(byte[] given) {
        byte[] digest = digest(given);
        ApiAccess access = new ApiAccess.Denied();
        for (Token token : tokens) {
            byte[] expected = digest(token.secret().reveal().getBytes(StandardCharsets.UTF_8));
            if (MessageDigest.isEqual(expected, digest) && token.secret().isLive(clock.instant())) {
                access = token.access();
            }
        }
        return access;
    }

    /** Digests have one length, whatever was given. */
    private static byte[] digest(byte[] token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
