package io.github.webhooks4j.verify.provider;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.internal.FlatJson;
import io.github.webhooks4j.verify.key.KeyCache;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth token of the application itself (RFC 6749, section 4.4), kept until shortly before it expires. However many
 * need one, it is asked for once and outside of any lock; after a failure it is left alone for a moment. Safe for all
 * threads.
 */
final class ApplicationToken {
    /** How long before its end a token is not used any more. */
    static final Duration SPARE = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");

    /** Asks for a token. */
    @FunctionalInterface
    interface Source {
        /** The answer (RFC 6749, section 5.1); failures tell nothing secret. */
        byte[] ask() throws IOException;
    }

    private final Source source;
    private final LongSupplier nanos;
    private @Nullable Held held;
    private @Nullable CompletableFuture<Secret> asked;
    private @Nullable Long failedAt;

    /** A token, when it was asked for, and for how many nanoseconds from then it is used. */
    private record Held(Secret token, long since, long usable) {
        boolean isUsable(long now) {
            return now - since < usable;
        }
    }

    ApplicationToken(Source source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /** The token, asked for if need be. */
    Secret get() throws IOException {
        return get(null);
    }

    /** Another token than one that was refused, unless that one is less than a minute old. */
    Secret insteadOf(Secret refused) throws IOException {
        return get(refused);
    }

    private Secret get(@Nullable Secret refused) throws IOException {
        CompletableFuture<Secret> answer;
        boolean first;
        synchronized (this) {
            long now = nanos.getAsLong();
            Held known = held;
            boolean isRefused = known != null && refused != null && known.token.equals(refused);
            if (known != null && known.isUsable(now) && !isRefused) {
                return known.token;
            }
            if (known != null && isRefused && now - known.since < KeyCache.DEFAULT_REFRESH_FLOOR.toNanos()) {
                throw new IOException("a token is refused that was handed out a moment ago");
            }
            if (failedAt != null && now - failedAt < KeyCache.DEFAULT_PAUSE_AFTER_FAILURE.toNanos()) {
                throw new IOException("a token could not be had a moment ago");
            }
            first = asked == null;
            answer = asked == null ? new CompletableFuture<>() : asked;
            asked = answer;
        }
        if (first) {
            ask(answer);
        }
        return waitFor(answer);
    }

    private void ask(CompletableFuture<Secret> answer) {
        long since = nanos.getAsLong();
        Held got = null;
        try {
            got = read(source.ask(), since);
            answer.complete(got.token);
        } catch (IOException e) {
            answer.completeExceptionally(e);
        } finally {
            finish(got);
            answer.completeExceptionally(new IOException("the source of a token is defective"));
        }
    }

    private synchronized void finish(@Nullable Held got) {
        asked = null;
        held = got == null ? held : got;
        failedAt = got == null ? Long.valueOf(nanos.getAsLong()) : null;
    }

    private static Held read(byte[] answer, long since) throws IOException {
        FlatJson json = FlatJson.read(answer);
        if (json == null) {
            throw new IOException("what was answered is no token");
        }
        Optional<String> token = json.text("access_token").filter(TOKEN.asMatchPredicate());
        Optional<Duration> lasts = json.number("expires_in")
                .filter(SECONDS.asMatchPredicate())
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .map(all -> all.compareTo(LONGEST) > 0 ? LONGEST : all);
        if (token.isEmpty() || lasts.isEmpty()) {
            throw new IOException("what was answered is no token that lasts for a while");
        }
        Secret secret = Secret.of(token.get()).named("application token");
        return new Held(secret, since, lasts.get().minus(SPARE).toNanos());
    }

    private static Secret waitFor(CompletableFuture<Secret> answer) throws IOException {
        try {
            return answer.get(KeyCache.DEFAULT_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a token");
        } catch (TimeoutException e) {
            throw new IOException("a token did not come within " + KeyCache.DEFAULT_WAIT);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause instanceof IOException ? cause.getMessage() : "a token could not be had");
        }
    }

    /** Tells nothing of the token. */
    @Override
    public String toString() {
        return "ApplicationToken";
    }
}
