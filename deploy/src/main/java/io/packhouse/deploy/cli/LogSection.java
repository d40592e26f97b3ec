package io.packhouse.deploy.cli;

/** The section {@code log} of the configuration. */
record LogSection(Format format, Level level) {

    /** Who reads it. */
    enum Format {
        TEXT, JSON
    }

    /** How much Packhouse itself tells. */
    enum Level {
        ERROR, WARN, INFO, DEBUG, TRACE
    }
}
