package io.packhouse.platform.log;

/**
 * What a process logs: the section {@code log} of the configuration.
 *
 * @param level
 *            of Packhouse's own loggers; libraries speak from {@code warn} on
 */
public record LogSettings(Format format, Level level) {

    /** The form of a line. */
    public enum Format {
        /** {@code 2026-11-21T06:24:26.123Z INFO JobRunner: Built installers job=… attempt=…}. */
        TEXT,
        /** One JSON object per line, the key-values as members of it. */
        JSON
    }

    /** From which weight on something is logged. */
    public enum Level {
        ERROR, WARN, INFO, DEBUG, TRACE
    }
}
