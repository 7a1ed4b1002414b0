package io.github.webhooks4j.verify;

import io.github.webhooks4j.RequestHead;
import io.github.webhooks4j.WebhookRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * Accepts requests by how they arrived: with a certain client certificate (mutual TLS), from certain addresses, or
 * both.
 *
 * <p>Weaker than a signature: nothing of the message is covered, {@link Verified#signed()} is empty, and so is what
 * tells a repeat. <b>Addresses alone authenticate nobody:</b> every machine behind them may call, and every other
 * customer of the same cloud. Take them besides something better, with {@link Verifiers#allOf}.
 *
 * <p>Certificates come from the TLS connection; that their chain is trusted has been decided there, and here only which
 * of the trusted ones may call, and that it is valid now. Behind a proxy that ends TLS there are none. The address is
 * that of the connection, or, behind a known number of proxies, the entry of {@code X-Forwarded-For} at that distance
 * from its end: never the first one, which anybody can write.
 *
 * <p><b>Threads.</b> Immutable. <b>Cost.</b> None to speak of.
 */
public final class ChannelVerifier implements Verifier {
    private final Optional<ClientCertificates> certificates;
    private final Optional<ClientAddresses> addresses;

    ChannelVerifier(Optional<ClientCertificates> certificates, Optional<ClientAddresses> addresses) {
        this.certificates = certificates;
        this.addresses = addresses;
    }

    /**
     * Starts a verifier.
     *
     * @return the builder
     */
    public static ChannelVerifierBuilder builder() {
        return new ChannelVerifierBuilder();
    }

    @Override
    public Verification verify(WebhookRequest request, Instant now) {
        RequestHead head = request.head();
        Optional<Rejected> rejected =
                addresses.flatMap(allowed -> allowed.fault(head)).map(Rejected::because);
        if (rejected.isEmpty()) {
            rejected = certificates.flatMap(accepted -> accepted.fault(head.clientCertificates(), now));
        }
        return rejected.isPresent()
                ? rejected.get()
                : Verified.builder("channel").build();
    }

    /** Tells what is looked at, not what is accepted. */
    @Override
    public String toString() {
        return "ChannelVerifier[" + (certificates.isPresent() ? "certificate" : "")
                + (certificates.isPresent() && addresses.isPresent() ? ", " : "")
                + (addresses.isPresent() ? "address" : "") + "]";
    }
}
