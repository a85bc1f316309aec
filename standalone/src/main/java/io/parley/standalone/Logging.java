package io.parley.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;

/** Configures the log of this process: the console, unless the process has an output of its own there. */
final class Logging {

    private Logging() {}

    /** Logs nothing but warnings from now on, for a command whose output is read by another program. */
    static void warningsOnly() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    }

    /** Logs to a file from now on, whose folder is created when missing. */
    static void toFile(Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("parley.log", file.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Logging.class.getResource("/logback-file.xml"));
        } catch (JoranException e) {
            throw new IllegalStateException("cannot log to " + file + ": " + e.getMessage(), e);
        }
    }
}
