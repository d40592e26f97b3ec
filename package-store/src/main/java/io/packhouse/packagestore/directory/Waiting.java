package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.packages.PackageFacts;

/** A file in {@code upload/} as it was seen, for as long as it stays like that. For one thread at a time. */
final class Waiting {

    private final FileStamp stamp;
    private final long seen = System.nanoTime();
    private @Nullable PackageFacts facts;
    private @Nullable String refusal;
    private boolean givenUp;

    Waiting(FileStamp stamp) {
        this.stamp = stamp;
    }

    FileStamp stamp() {
        return stamp;
    }

    /** Whether it has not changed for that long, as was seen, or as its own time says: one that was moved here is whole. */
    boolean hasRested(Duration time) {
        return wasSeenFor(time) || stamp.isOlderThan(time);
    }

    /** Whether it was seen as it is for that long. */
    boolean wasSeenFor(Duration time) {
        return System.nanoTime() - seen >= time.toNanos();
    }

    /** What is known of it, by {@code verification} when it was not verified yet. */
    PackageFacts facts(Verification verification) throws IOException, InterruptedException {
        if (facts == null) {
            facts = verification.verify();
        }
        return facts;
    }

    /** Finds out what is known of a file. */
    @FunctionalInterface
    interface Verification {
        PackageFacts verify() throws IOException, InterruptedException;
    }

    /** It is no good. */
    void refuse(String reason) {
        refusal = reason;
    }

    /** Why it is no good; empty when it was not looked at, or is good. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Nothing more can be done about it as it is. */
    void giveUp() {
        givenUp = true;
        if (refusal == null) {
            refusal = "given up";
        }
    }

    boolean isGivenUp() {
        return givenUp;
    }
}
