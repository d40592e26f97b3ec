package io.packhouse.platform.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.jspecify.annotations.Nullable;

/**
 * A line for people: time, level, who speaks, what, and key-values. Whatever a value holds, a fact stays on its one line:
 * control characters are escaped, and the lines of a stack trace are indented, so that nobody can forge a line.
 */
final class TextLayout extends AbstractStringLayout {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);
    /** These come first, in this order; the trace, which is long, last. */
    private static final List<String> FIRST = List.of("job", "attempt", "kind");
    private static final String LAST = "trace";

    TextLayout(Configuration configuration) {
        super(configuration, StandardCharsets.UTF_8, null, null);
    }

    @Override
    public String toSerializable(LogEvent event) {
        var line = new StringBuilder(160);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeMillis()), line);
        line.append(' ').append(event.getLevel()).append(' ');
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
        escape(event.getMessage().getFormattedMessage(), line);
        appendKeyValues(event.getContextData().toMap(), line);
        line.append('\n');
        if (event.getThrown() != null) {
            appendStackTrace(event.getThrown(), line);
        }
        return line.toString();
    }

    private static void appendKeyValues(Map<String, String> data, StringBuilder line) {
        var rest = new TreeMap<>(data);
        FIRST.forEach(key -> append(key, rest.remove(key), line));
        String trace = rest.remove(LAST);
        rest.forEach((key, value) -> append(key, value, line));
        append(LAST, trace, line);
    }

    private static void append(String key, @Nullable String value, StringBuilder line) {
        if (value == null) {
            return;
        }
        line.append(' ');
        escape(key, line);
        line.append('=');
        if (!value.isEmpty() && value.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '=')) {
            escape(value, line);
        } else {
            line.append('"');
            escape(value.replace("\\", "\\\\").replace("\"", "\\\""), line);
            line.append('"');
        }
    }

    private static void escape(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        line.append("\\u%04x".formatted((int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
    }

    private static void appendStackTrace(Throwable thrown, StringBuilder line) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().forEach(each -> {
            line.append("    ");
            escape(each.replace("\t", "  "), line);
            line.append('\n');
        });
    }
}
