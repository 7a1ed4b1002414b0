package io.github.webhooks4j.send.target;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.webhooks4j.internal.AddressLiteral;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OwnAddressesTest {
    private static final InetAddress FIRST = InetAddress.getLoopbackAddress();
    private static final InetAddress SECOND = AddressLiteral.address(new byte[] {8, 8, 8, 8});

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger looks = new AtomicInteger();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TargetPolicy.class);
    private Set<InetAddress> present = Set.of(FIRST);
    private boolean broken;

    private final OwnAddresses own = new OwnAddresses(this::look, nanos::get);

    private Set<InetAddress> look() throws SocketException {
        looks.incrementAndGet();
        if (broken) {
            throw new SocketException("no interfaces");
        }
        return present;
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void the_interfaces_are_listed_again_after_30_seconds_and_not_before() {
        assertThat(own.contains(FIRST)).isTrue();
        assertThat(own.contains(SECOND)).isFalse();
        assertThat(looks).hasValue(1);
        present = Set.of(SECOND);

        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(own.contains(FIRST)).isTrue();
        assertThat(own.contains(SECOND)).isFalse();
        assertThat(looks).hasValue(1);

        pass(Duration.ofNanos(1));
        assertThat(own.contains(FIRST)).isFalse();
        assertThat(own.contains(SECOND)).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void a_failure_denies_nothing_more_and_is_logged_once() {
        broken = true;

        for (int i = 0; i < 3; i++) {
            assertThat(own.contains(FIRST)).isFalse();
            pass(Duration.ofSeconds(30));
        }

        assertThat(looks).hasValue(3);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo(List.of("own interface addresses cannot be listed, public ones are not refused as targets"));
    }

    @Test
    void a_failure_forgets_nothing() {
        assertThat(own.contains(FIRST)).isTrue();
        broken = true;
        pass(Duration.ofSeconds(30));

        assertThat(own.contains(FIRST)).isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void this_host_has_its_loopback_address() {
        assertThat(OwnAddresses.ofThisHost().contains(FIRST)).isTrue();
        assertThat(OwnAddresses.ofThisHost().contains(SECOND)).isFalse();
        assertThat(log.list).isEmpty();
    }
}
