package io.packhouse.envbuilder.repository;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.environments.EnvironmentRepository;

/**
 * Whether the house works with the index that this process told of. All environment builders of a house read the same repository,
 * and the last that has something new to tell is right; where they read different ones, that is made visible and not fought over:
 * two that answer each other would change the index for ever. For any thread; never blocks.
 */
final class HouseIndex {

    private static final Logger log = LoggerFactory.getLogger(HouseIndex.class);

    private final Duration patience;
    private final InstantSource clock;
    private @Nullable BlobRef ours;
    private @Nullable BlobRef house;
    private boolean isHeard;
    private Instant since = Instant.MAX;
    private boolean isWarned;

    /**
     * @param patience
     *            how long the two may differ without a word: another builder sees a change some moments before this one
     */
    HouseIndex(Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /** What this process has told, or is about to. */
    synchronized void told(EnvironmentRepository repository) {
        if (!repository.index().equals(ours)) {
            ours = repository.index();
            changed();
        }
    }

    /** What the registry says. */
    synchronized void heard(EnvironmentRepository repository) {
        isHeard = true;
        if (!Objects.equals(repository.index(), house)) {
            house = repository.index();
            changed();
        }
    }

    private void changed() {
        since = clock.instant();
        isWarned = false;
    }

    /** How the two differ, in a sentence for the operator; empty while they do not, or have not for long. */
    synchronized Optional<String> difference() {
        boolean differs = isHeard && ours != null && !ours.equals(house) && !clock.instant().isBefore(since.plus(patience));
        return differs
                ? Optional.of("the house works with another index, " + digest(house) + ", than the one read here, "
                        + digest(ours) + ": another environment builder has another environments.repository, other "
                        + "environments.tools, another release, or keeps states of files that are wrong here")
                : Optional.empty();
    }

    /** Says once, in the log, that the two differ. */
    synchronized void warn() {
        if (!isWarned && difference().isPresent()) {
            isWarned = true;
            log.atWarn().addKeyValue("house", digest(house)).addKeyValue("here", digest(ours)).addKeyValue("since", since)
                    .log("The house works with another repository of recipes than this environment builder reads");
        }
    }

    private static String digest(@Nullable BlobRef index) {
        return index == null ? "none" : index.sha256();
    }
}
