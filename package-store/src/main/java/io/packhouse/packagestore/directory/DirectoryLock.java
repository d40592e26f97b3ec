package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The lock of a data directory: its file {@code .lock}, which one live process holds. One that a dead process left is taken over.
 */
public final class DirectoryLock implements AutoCloseable {

    private final Path directory;

    private DirectoryLock(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes the lock, and makes the directory when there is none; waits up to a second for another process to give it back.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code CONFLICT} when another process holds it, in the words of the original: {@code could not lock the data
     *             directory <dir> - there is an existing .lock file (belonging to pid <n>)}
     * @throws IOException
     *             when the directory or the file cannot be made
     */
    public static DirectoryLock take(Path directory) throws IOException, InterruptedException {
        throw new UnsupportedOperationException(directory.toString());
    }

    /** The data directory. */
    public Path directory() {
        return directory;
    }

    /** Removes the file. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
