package io.parley.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.stream.Stream;

/** Records the messages of some loggers, and of those below them, until it is closed. */
final class HeardLog implements AutoCloseable {

    private final List<Logger> loggers;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    HeardLog(String... names) {
        loggers = Stream.of(names)
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        heard.start();
        loggers.forEach(logger -> logger.addAppender(heard));
    }

    /** Records messages of this level as well, though tests print none. */
    HeardLog at(Level level) {
        loggers.forEach(logger -> logger.setLevel(level));
        return this;
    }

    /** The messages that an operator should look at. */
    List<ILoggingEvent> warnings() {
        return List.copyOf(heard.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    /** All messages, with their values. */
    List<String> messages() {
        return List.copyOf(heard.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        loggers.forEach(logger -> {
            logger.detachAppender(heard);
            logger.setLevel(null);
        });
    }
}
