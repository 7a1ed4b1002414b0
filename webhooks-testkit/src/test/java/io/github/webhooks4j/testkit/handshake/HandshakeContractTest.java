package io.github.webhooks4j.testkit.handshake;

import io.github.webhooks4j.WebhookRequest;
import io.github.webhooks4j.testkit.contract.HandshakeContract;
import io.github.webhooks4j.testkit.handshake.HandshakeGarbageTest.Flow;
import io.github.webhooks4j.verify.handshake.Handshake;
import java.time.Instant;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every handshake that gives something back, judged by the contract. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.github.webhooks4j.testkit.handshake.HandshakeGarbageTest#flows")
class HandshakeContractTest extends HandshakeContract {
    @Parameter
    Flow flow;

    @Override
    protected Handshake handshake() {
        return flow.handshake();
    }

    @Override
    protected WebhookRequest asked() {
        return flow.asked().apply(flow.good()).request();
    }

    @Override
    protected Instant now() {
        return HandshakeFixture.NOW;
    }
}
