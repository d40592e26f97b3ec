package io.packhouse.gateway.downloads;

import java.io.Closeable;
import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was only read, where a failure changes nothing for anybody. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {
    }

    static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Could not close what was read");
        }
    }
}
