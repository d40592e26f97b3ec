package io.packhouse.envbuilder.fetch;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.packhouse.platform.outbound.Sites;

/**
 * The section {@code environments} of the configuration, as far as fetching goes; {@code environments.yaml} says what each key
 * means.
 *
 * @param mirrors
 *            by names; of two for the same addresses the first name counts
 */
record FetchSettings(List<String> allowedHosts, Map<String, Sites.Mirror> mirrors, Fetch fetch) {

    /** The name of the section. */
    static final String SECTION = "environments";

    private static final String HOSTS = "environments.allowed-hosts";

    FetchSettings {
        allowedHosts = List.copyOf(allowedHosts);
        mirrors = Collections.unmodifiableMap(new TreeMap<>(mirrors));
        Sites.of(allowedHosts, List.of(), HOSTS);
    }

    /**
     * How hard it is tried.
     *
     * @param tries
     *            of each address, 1 to 20
     * @param pause
     *            before the second try; doubled before each further one
     * @param longestPause
     *            a server that wants to be left alone for longer is not asked again
     * @param timeout
     *            of one try
     */
    record Fetch(int tries, Duration pause, Duration longestPause, Duration timeout) {

        Fetch {
            if (tries < 1 || tries > 20) {
                throw new IllegalArgumentException("tries is 1 to 20, not " + tries);
            }
            if (timeout.toMillis() < 1) {
                throw new IllegalArgumentException("timeout is longer than nothing");
            }
        }
    }

    Sites sites() {
        return Sites.of(allowedHosts, List.copyOf(mirrors.values()), HOSTS);
    }
}
