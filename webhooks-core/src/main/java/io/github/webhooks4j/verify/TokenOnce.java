package io.github.webhooks4j.verify;

import java.time.Instant;

/**
 * Remembers the tokens of genuine requests, for schemes that sign a token and not the body: whoever saw one
 * request could send any body with its token. A token belongs to the body that it first came with; the same
 * request may come again, for a sender repeats what was not taken.
 *
 * <p>Asked only after the signature matched, so that nobody else can fill it. Thread-safe; bounded in memory and
 * time by whoever writes it. One that several nodes share keeps a token from being used once on each of them.
 */
@FunctionalInterface
public interface TokenOnce {
    /**
     * Claims a token for a body. Of several claims at once exactly one body wins.
     *
     * @param token the token
     * @param body SHA-256 of the body in hex
     * @param until after this time a request with the token is too old, and the token may be forgotten
     * @param now the present
     * @return {@code false} when the token belongs to another body
     * @throws Exception the memory cannot be had: the request is answered 503
     */
    boolean claim(String token, String body, Instant until, Instant now) throws Exception;

    /**
     * A memory of this process alone: another node, or the same one after a restart, knows nothing of it. When it
     * is full the oldest token is forgotten.
     *
     * @param most how many tokens it remembers, at about 300 bytes each
     * @return a new, empty memory
     * @throws IllegalArgumentException when it could not remember even one
     */
    static TokenOnce inMemory(int most) {
        return new InMemoryTokenOnce(most);
    }
}
