package io.github.webhooks4j.verify;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import java.util.List;

/**
 * Finds the secrets that a request may be signed with, when they differ from request to request: one
 * webhook URL for many tenants. Thread-safe; it may block, and is bounded in time by whoever writes it.
 */
@FunctionalInterface
public interface SecretLookup {
    /**
     * The secrets of whoever this request claims to come from. Nothing of the request is verified yet.
     *
     * @param head the request's head
     * @return the live secrets, the current one first; none when nobody is known by that name
     * @throws Exception the look-up failed: the request is answered 503
     */
    List<Secret> secretsFor(RequestHead head) throws Exception;
}
