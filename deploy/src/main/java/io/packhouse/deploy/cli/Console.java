package io.packhouse.deploy.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.platform.config.Config;
import io.packhouse.platform.log.LogSettings;
import io.packhouse.platform.log.Logging;

/**
 * What a process tells the one who started it: lines of text on standard output, or log lines where a collector reads them.
 * Made before anything logs, because it says how.
 */
final class Console {

    private final boolean collected;

    private Console(boolean collected) {
        this.collected = collected;
    }

    /** Sets up logging as {@code config} says. */
    static Console of(Config config) {
        var log = config.section("log", LogSettings.class);
        Logging.configure(log);
        return new Console(log.format() == LogSettings.Format.JSON);
    }

    /** A line that matters. */
    void say(String line) {
        if (collected) {
            Log.LOG.atInfo().log(line);
        } else {
            System.out.println(line);
        }
    }

    /** A line that shows that something happens. */
    void progress(String line) {
        say(collected ? line : "  " + line);
    }

    /** Made late, after logging was set up. */
    private static final class Log {
        static final Logger LOG = LoggerFactory.getLogger(Console.class);
    }
}
