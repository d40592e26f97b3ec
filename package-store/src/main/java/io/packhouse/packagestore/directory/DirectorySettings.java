package io.packhouse.packagestore.directory;

import java.time.Duration;

/**
 * {@code packages.directory} of the configuration.
 *
 * @param settle
 *            how long a file in {@code upload/} must be unchanged before it is looked at
 * @param patience
 *            how long a bad file must be unchanged before it is removed
 * @param poll
 *            how often the directories are looked at in any case, 10 ms or more
 */
public record DirectorySettings(Duration settle, Duration patience, Duration poll) {

    public DirectorySettings {
        if (poll.toMillis() < 10) {
            throw new IllegalArgumentException("packages.directory.poll is at least 10ms, not " + poll.toMillis() + "ms");
        }
    }
}
