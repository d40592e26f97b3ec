package io.packhouse.platform.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

/** Turns what the file system says into the failures that callers know. */
final class StorageFailures {

    private static final long NEARLY_NOTHING = 1024L * 1024;

    private StorageFailures() {
    }

    /**
     * {@code STORAGE_FULL} when the disk or a quota is full, {@code UNAVAILABLE} for everything else. The path is in the cause,
     * which is for the log; the sentence is for the caller.
     */
    static FailureException of(Path root, IOException cause) {
        if (isFull(root, cause)) {
            return new Failure(Failure.Code.STORAGE_FULL, "The object store has no room left; it needs some to be freed")
                    .exception(cause);
        }
        return new Failure(Failure.Code.UNAVAILABLE, "The object store does not answer; trying again later may help")
                .exception(cause);
    }

    /** The system's words are tried first; they may be in another language, so that the free space is looked at too. */
    private static boolean isFull(Path root, IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(root).getUsableSpace() < NEARLY_NOTHING;
        } catch (IOException unknown) {
            cause.addSuppressed(unknown);
            return false;
        }
    }
}
