package io.github.webhooks4j.examples.gateway;

import io.github.webhooks4j.receive.MessageHandler;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source may do with its messages. */
final class Handlers {
    private static final Logger log = LoggerFactory.getLogger(Handlers.class);
    private static final Pattern WITH_NUMBER = Pattern.compile("(fail|slow):([0-9]{1,7})");

    private static final String PUBLISH = "publish:";

    private Handlers() {}

    /** {@code log}; {@code publish:TYPE}; for experiments {@code fail:N} (the first N runs of each message throw) and {@code slow:MILLIS}. */
    static Optional<SourceHandler> of(String text) {
        if (text.equals("log")) {
            return Optional.of(new SourceHandler.Running(message -> log.info(
                    "message source={} message={} attempt={}", message.source(), message.id(), message.attempts())));
        } else if (text.startsWith(PUBLISH) && text.length() > PUBLISH.length()) {
            return Optional.of(new SourceHandler.Publishing(text.substring(PUBLISH.length())));
        }
        Matcher matcher = WITH_NUMBER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(matcher.group(2));
        return Optional.of(new SourceHandler.Running(
                matcher.group(1).equals("fail") ? failing(number) : message -> Thread.sleep(number)));
    }

    private static MessageHandler failing(int runs) {
        return message -> {
            if (message.attempts() <= runs) {
                throw new IllegalStateException("run " + message.attempts() + " of " + runs + " that fail");
            }
        };
    }
}
