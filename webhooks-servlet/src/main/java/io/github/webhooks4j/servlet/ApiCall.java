package io.github.webhooks4j.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One authorised request: who calls, the id in its path, its parameters and its body. */
final class ApiCall {
    private final HttpServletRequest request;
    private final ApiAccess.Granted caller;
    private final Optional<UUID> id;
    private final int maxBody;

    ApiCall(HttpServletRequest request, ApiAccess.Granted caller, Optional<UUID> id, int maxBody) {
        this.request = request;
        this.caller = caller;
        this.id = id;
        this.maxBody = maxBody;
    }

    /** The id in the path, of a call whose path has one. */
    UUID id() {
        return id.orElseThrow();
    }

    /** Whether what this owner has is there for the caller. */
    boolean sees(String owner) {
        return caller.onlyOwner().map(owner::equals).orElse(true);
    }

    boolean isBound() {
        return caller.onlyOwner().isPresent();
    }

    /** The owner that a call is about: the caller's own, whatever was asked for, or the one that was asked for. */
    Optional<String> owner(Optional<String> asked) throws RefusedCall {
        if (asked.filter(owner -> !sees(owner)).isPresent()) {
            throw RefusedCall.of(Problem.FORBIDDEN, "the caller is bound to another owner");
        }
        return caller.onlyOwner().or(() -> asked);
    }

    Parameters parameters(Set<String> known) throws RefusedCall {
        return Parameters.of(Optional.ofNullable(request.getQueryString()).orElse(""), known);
    }

    /** The body as a JSON object with these keys. */
    JsonBody body(Set<String> known) throws RefusedCall {
        return JsonBody.of(bytes(), known, Optional.empty());
    }

    /** The body as a JSON object with these keys, and one whose value is taken as the bytes that it has. */
    JsonBody body(Set<String> known, String raw) throws RefusedCall {
        return JsonBody.of(bytes(), known, Optional.of(raw));
    }

    /** The body likewise, or an empty object when there is none. */
    JsonBody optionalBody(Set<String> known) throws RefusedCall {
        byte[] bytes = bytes();
        return bytes.length == 0 ? JsonBody.empty() : JsonBody.of(bytes, known, Optional.empty());
    }

    private byte[] bytes() throws RefusedCall {
        return new JsonBytes(request, maxBody).read();
    }
}
