package io.github.webhooks4j.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ListenersTest {
    private static final Notice NOTICE = new Notice.MessagesPurged(Instant.EPOCH, "shop", 1);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Listeners.class);

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    @Test
    void every_listener_hears_in_order() {
        List<String> heard = new ArrayList<>();
        Listeners listeners = new Listeners(List.of(notice -> heard.add("first"), notice -> heard.add("second")));

        listeners.on(NOTICE);

        assertThat(heard).containsExactly("first", "second");
        assertThat(logged.list).isEmpty();
    }

    @Test
    void what_a_listener_throws_stays_with_it_and_is_logged_once() {
        List<Notice> heard = new ArrayList<>();
        WebhookListener broken = notice -> {
            throw new StackOverflowError();
        };
        WebhookListener alsoBroken = notice -> {
            throw new IllegalStateException();
        };
        Listeners listeners = new Listeners(List.of(broken, alsoBroken, heard::add));

        for (int i = 0; i < 3; i++) {
            listeners.on(NOTICE);
        }

        assertThat(heard).hasSize(3);
        assertThat(logged.list).hasSize(2).allMatch(event -> event.getLevel() == Level.WARN);
    }

    @Test
    void a_listener_is_never_asked_whether_it_equals_another() {
        record Broken() implements WebhookListener {
            @Override
            public void on(Notice notice) {
                throw new IllegalStateException();
            }

            @Override
            public int hashCode() {
                throw new IllegalStateException("not even that");
            }
        }

        new Listeners(List.of(new Broken())).on(NOTICE);
    }
}
