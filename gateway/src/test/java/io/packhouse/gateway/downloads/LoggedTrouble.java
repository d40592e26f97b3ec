package io.packhouse.gateway.downloads;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Collects warnings and errors of every logger, those of Vert.x and Netty too. */
final class LoggedTrouble extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = LoggerContext.getContext(false).getRootLogger();

    LoggedTrouble() {
        super("trouble", null, null, true, Property.EMPTY_ARRAY);
        start();
        root.addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
            lines.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.removeAppender(this);
    }
}
