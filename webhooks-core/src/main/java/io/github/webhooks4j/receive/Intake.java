package io.github.webhooks4j.receive;

import io.github.webhooks4j.Headers;
import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.Secret;
import io.github.webhooks4j.observe.RequestFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The first step of the path: looks at a request's head. Source by path, then method, then what the header
 * fields say of the body, then handshakes that have none; nothing of the body is read before all of that is well.
 */
final class Intake {
    private static final Set<RequestFault> OF_ADAPTERS = Set.of(
            RequestFault.BODY_TOO_LARGE,
            RequestFault.BODY_TRUNCATED,
            RequestFault.BODY_TIMEOUT,
            RequestFault.BODY_CONSUMED,
            RequestFault.CLIENT_GONE,
            RequestFault.DEFECT,
            RequestFault.NOT_RUNNING);

    private final Map<String, Source> sources;
    private final Optional<String> publicUrl;
    private final Notices notices;
    private final ReceivePath path;
    private final Executor ownThreads;
    private final HandshakeStep handshakes;

    Intake(ReceiverSettings settings, Notices notices, ReceivePath path, Executor ownThreads) {
        this.sources = settings.sources();
        this.publicUrl = settings.publicUrl();
        this.notices = notices;
        this.path = path;
        this.ownThreads = ownThreads;
        this.handshakes = new HandshakeStep(notices);
    }

    Admission begin(RequestHead head, String below) {
        Optional<Source> found = sourceAt(below);
        if (found.isEmpty()) {
            notices.rejected(Optional.empty(), RequestFault.UNKNOWN_SOURCE);
            return new Admission.Refused(Receipts.of(RequestFault.UNKNOWN_SOURCE));
        }
        Source source = found.get();
        Optional<RequestFault> fault = faultOf(head, source);
        if (fault.isPresent()) {
            notices.rejected(Optional.of(source.name()), fault.get());
            return new Admission.Refused(Receipts.of(fault.get(), source));
        }
        RequestHead known = publicUrl
                .map(base -> head.withExternalUrl(base + head.target()))
                .orElse(head);
        return handshakes
                .atHead(source, known)
                .<Admission>map(Admission.Answered::new)
                .orElseGet(() -> new Admitted(source, known));
    }

    /** {@code /name} or {@code /name/segment}; a missing segment and a wrong one look like an unknown name. */
    private Optional<Source> sourceAt(String below) {
        String trimmed = below.startsWith("/") ? below.substring(1) : below;
        if (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        int slash = trimmed.indexOf('/');
        String name = slash < 0 ? trimmed : trimmed.substring(0, slash);
        Optional<String> segment = slash < 0 ? Optional.empty() : Optional.of(trimmed.substring(slash + 1));
        Source source = sources.get(name);
        if (source == null) {
            return Optional.empty();
        }
        List<Secret> secret = source.secretPaths();
        boolean matches = secret.isEmpty()
                ? segment.isEmpty()
                : SecretPath.matches(secret, segment.orElse(""), notices.clock().instant());
        return matches ? Optional.of(source) : Optional.empty();
    }

    private static Optional<RequestFault> faultOf(RequestHead head, Source source) {
        if (!HandshakeStep.admits(source, head)) {
            return Optional.of(RequestFault.METHOD_NOT_ALLOWED);
        }
        if (head.headersFault().isPresent()) {
            return head.headersFault().map(fault -> switch (fault) {
                case TOO_LARGE -> RequestFault.HEADERS_TOO_LARGE;
                case MALFORMED -> RequestFault.HEADERS_MALFORMED;
            });
        }
        Headers headers = head.headers();
        for (String coding : headers.all("Content-Encoding")) {
            if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
                return Optional.of(RequestFault.CONTENT_CODING);
            }
        }
        if (headers.first("Content-Length")
                .filter(length -> isMore(length.strip(), source.maxBody()))
                .isPresent()) {
            return Optional.of(RequestFault.BODY_TOO_LARGE);
        }
        return Optional.empty();
    }

    /** Digits only and by length first: a declared length may be longer than any number type. */
    private static boolean isMore(String length, int max) {
        if (length.isEmpty() || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false; // the container's matter; the body is counted while it is read in any case
        }
        String digits = length.replaceFirst("^0+(?=.)", "");
        return digits.length() > 10 || Long.parseLong(digits) > max;
    }

    private final class Admitted implements Admission.Admitted {
        private final Source source;
        private final RequestHead head;

        Admitted(Source source, RequestHead head) {
            this.source = source;
            this.head = head;
        }

        @Override
        public int maxBody() {
            return source.maxBody();
        }

        @Override
        public Duration readDeadline() {
            return source.readDeadline();
        }

        @Override
        public CompletableFuture<Receipt> receive(byte[] body, Executor requestThread) {
            return path.receive(source, head, body, requestThread);
        }

        @Override
        public CompletableFuture<Receipt> receive(byte[] body) {
            return path.receiveElsewhere(source, head, body, ownThreads);
        }

        @Override
        public Receipt refuse(RequestFault fault) {
            if (!OF_ADAPTERS.contains(fault)) {
                throw new IllegalArgumentException(fault + " is no fault that an adapter can tell");
            }
            notices.rejected(Optional.of(source.name()), fault);
            return Receipts.of(fault);
        }
    }
}
