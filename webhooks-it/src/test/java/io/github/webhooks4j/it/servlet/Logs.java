package io.github.webhooks4j.it.servlet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** Everything that is logged, ours from TRACE on, the containers' from WARN on, until it is closed. */
final class Logs extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.github.webhooks4j");
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler julHandler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    Logs() {
        setContext(root.getLoggerContext());
        start();
        root.setLevel(Level.WARN);
        root.detachAppender("console");
        root.addAppender(this);
        ours.setLevel(Level.TRACE);
        julHandler.setLevel(java.util.logging.Level.WARNING);
        java.util.logging.Logger jul = LogManager.getLogManager().getLogger("");
        for (Handler handler : jul.getHandlers()) {
            handler.setLevel(java.util.logging.Level.OFF);
        }
        jul.addHandler(julHandler);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** Messages and stack traces of this library. */
    List<String> ours() {
        return lines(Level.TRACE).stream()
                .filter(line -> line.startsWith("io.github.webhooks4j"))
                .toList();
    }

    List<String> ours(Level least) {
        return lines(least).stream()
                .filter(line -> line.startsWith("io.github.webhooks4j"))
                .toList();
    }

    /** Whatever anybody, containers included, logged at ERROR. */
    List<String> errors() {
        List<String> errors = new CopyOnWriteArrayList<>(lines(Level.ERROR));
        records.stream()
                .filter(record -> record.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
                .forEach(record -> errors.add(record.getLoggerName() + " " + record.getMessage()));
        return errors;
    }

    private List<String> lines(Level least) {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least))
                .map(event ->
                        event.getLoggerName() + " " + event.getFormattedMessage() + traceOf(event.getThrowableProxy()))
                .toList();
    }

    private static String traceOf(IThrowableProxy thrown) {
        return thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(Level.INFO);
        ours.setLevel(null);
        LogManager.getLogManager().getLogger("").removeHandler(julHandler);
    }
}
