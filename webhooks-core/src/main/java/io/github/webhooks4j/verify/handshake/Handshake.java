package io.github.webhooks4j.verify.handshake;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Answers the requests by which a provider makes sure of an address before it sends messages there. A source
 * answers only those that it was told to. A handshake is never stored and reaches no handler; a request that is none
 * goes on as any other. {@link Handshakes} has the known ones; this is the seam for one of your own.
 *
 * <p><b>Safety.</b> What is given back to whoever asks is plain text or JSON of at most {@value
 * HandshakeAnswer#MAX_BODY} characters, from an alphabet without markup. A handshake that computes a signature over
 * what it is asked must refuse whatever could be a signed message.
 *
 * <p><b>Threads.</b> Implementations are immutable or thread-safe. Whatever came from outside is answered, never
 * thrown; an exception is a defect and answered 500.
 */
public interface Handshake {
    /**
     * The word for it in notices and in faults; a source has each only once.
     *
     * @return a name such as {@code slack}
     */
    String name();

    /**
     * Whether the source's verifier has to accept the request first. Else it is answered before anything is
     * verified, by GET, HEAD and OPTIONS without the body being read.
     *
     * @return whether it is
     */
    boolean isVerified();

    /**
     * Whether a request may be this handshake, as far as its head tells: by method, header field or query. By what is
     * said here a source takes methods that it takes no messages by.
     *
     * @param head the head; cheap to ask
     * @return {@code false} when it is certainly none
     */
    boolean concerns(RequestHead head);

    /**
     * Answers a request, if it is this handshake.
     *
     * @param request one that it {@link #concerns}; without its body, when that was not read
     * @param now for secrets that expire
     * @return the answer; empty for a request that is no handshake
     */
    Optional<HandshakeAnswer> answer(WebhookRequest request, Instant now);

    /**
     * What is wrong with its settings; a receiver with such a source refuses to be built.
     *
     * @return one text per fault, none by default
     */
    default List<String> faults() {
        return List.of();
    }
}
