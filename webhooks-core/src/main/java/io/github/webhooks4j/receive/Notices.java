package io.github.webhooks4j.receive;

import io.github.webhooks4j.internal.LogText;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.observe.RequestFault;
import io.github.webhooks4j.observe.WebhookListener;
import io.github.webhooks4j.verify.Rejected;
import io.github.webhooks4j.verify.handshake.HandshakeAnswer;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listener, and the log. Of rejected requests the log gets at most one line per source and
 * second, with the number of those left out: a flood of bad requests fills no disk.
 */
final class Notices {
    private static final Logger log = LoggerFactory.getLogger(WebhookReceiver.class);
    private static final int MAX_NOTICE = 2000;
    private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WebhookListener listener;
    private final InstantSource clock;
    private final Map<String, Sample> samples = new ConcurrentHashMap<>();

    Notices(WebhookListener listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
    }

    InstantSource clock() {
        return clock;
    }

    void tell(Notice notice) {
        if (notice instanceof Notice.MessageDead dead) {
            log.warn("message dead source={} message={} attempts={}", dead.source(), dead.message(), dead.attempt());
        } else if (notice instanceof Notice.ResultRefused refused) {
            log.warn("result refused, lease lost source={} message={}", refused.source(), refused.message());
        } else {
            log.debug("{}", LogText.of(notice.toString(), MAX_NOTICE));
        }
        listener.on(notice);
    }

    void handshake(String source, String handshake, HandshakeAnswer answer) {
        if (answer instanceof HandshakeAnswer.Refused refused) {
            long leftOut = leftOut(source);
            if (leftOut >= 0) {
                log.warn(
                        "handshake refused source={} handshake={} reason={} leftOut={}",
                        source,
                        handshake,
                        refused.reason(),
                        leftOut);
            }
            listener.on(new Notice.HandshakeRefused(clock.instant(), source, handshake, refused.reason()));
        } else {
            tell(new Notice.HandshakeAnswered(clock.instant(), source, handshake));
        }
    }

    void rejected(Optional<String> source, RequestFault fault) {
        rejected(source, fault, Optional.empty(), Optional.empty());
    }

    void notVerified(String source, Rejected verdict) {
        rejected(Optional.of(source), RequestFault.NOT_VERIFIED, Optional.of(verdict), Optional.empty());
    }

    /** A fault of ours. The thrown thing itself goes to the log where its class alone would not help. */
    void failed(String source, RequestFault fault, Throwable thrown) {
        rejected(Optional.of(source), fault, Optional.empty(), Optional.of(thrown));
    }

    private void rejected(
            Optional<String> source, RequestFault fault, Optional<Rejected> verdict, Optional<Throwable> thrown) {
        Optional<Rejected.Reason> reason = verdict.map(Rejected::reason);
        if (source.isEmpty() || fault == RequestFault.CLIENT_GONE) {
            log.debug("request rejected source={} fault={}", source.orElse("-"), fault);
        } else {
            sampled(source.get(), fault, reason, thrown);
        }
        listener.on(new Notice.RequestRejected(
                clock.instant(),
                source,
                fault,
                reason,
                verdict.flatMap(Rejected::skew),
                thrown.map(t -> LogText.of(t, LogText.MAX_IN_LOG))));
    }

    private void sampled(
            String source, RequestFault fault, Optional<Rejected.Reason> reason, Optional<Throwable> thrown) {
        long leftOut = leftOut(source);
        if (leftOut < 0) {
            return;
        }
        String why = reason.map(Enum::name).orElse("-");
        if (fault == RequestFault.BODY_CONSUMED || fault == RequestFault.DEFECT) {
            log.error("request failed source={} fault={} leftOut={}", source, fault, leftOut, thrown.orElse(null));
        } else {
            log.warn(
                    "request rejected source={} fault={} reason={} error={} leftOut={}",
                    source,
                    fault,
                    why,
                    thrown.map(t -> LogText.of(t, LogText.MAX_IN_LOG)).orElse("-"),
                    leftOut);
        }
    }

    /** How many lines were left out before this one; negative when this one is to be left out. */
    private long leftOut(String source) {
        return samples.computeIfAbsent(source, name -> new Sample()).take(System.nanoTime());
    }

    /** Lets one through per second, and counts the others. */
    private static final class Sample {
        private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);
        private final AtomicLong leftOut = new AtomicLong();

        /** How many were left out before this one; negative when this one is left out too. */
        long take(long now) {
            long due = next.get();
            if ((due == Long.MIN_VALUE || now - due >= 0) && next.compareAndSet(due, now + SAMPLE_NANOS)) {
                return leftOut.getAndSet(0);
            }
            leftOut.incrementAndGet();
            return -1;
        }
    }
}
