package io.packhouse.envbuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for temporary files of one environment builder, within a root that others of this machine may use too. A lock on
 * {@code <name>.lock} says that its owner lives; the system gives it up even after {@code kill -9}, and whoever opens a directory
 * next removes what has no owner.
 */
final class Scratch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final String LOCK = ".lock";

    /** Locks of this process: POSIX drops them when any channel to such a file is closed, so that none may be opened twice. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path lockFile;
    private final FileChannel lock;

    private Scratch(Path directory, Path lockFile, FileChannel lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Opens a directory within {@code root}, which is made when it is not there.
     *
     * @throws UncheckedIOException
     *             when nothing can be written there
     */
    static Scratch open(Path root) {
        try {
            Path real = Files.createDirectories(root).toRealPath();
            sweep(real);
            String name = UUID.randomUUID().toString();
            // Locked before it has the name that others look for.
            Path young = real.resolve(name + ".new");
            Path lockFile = real.resolve(name + LOCK);
            OURS.add(lockFile);
            FileChannel lock = FileChannel.open(young, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            Files.move(young, lockFile, StandardCopyOption.ATOMIC_MOVE);
            return new Scratch(Files.createDirectory(real.resolve(name)), lockFile, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("environments.scratch: cannot use " + root, e);
        }
    }

    /** Empty at the beginning. */
    Path directory() {
        return directory;
    }

    /** Removes everything. */
    @Override
    public void close() {
        try {
            remove(directory);
            lock.close();
            Files.deleteIfExists(lockFile);
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("Temporary files are left behind");
        } finally {
            OURS.remove(lockFile);
        }
    }

    private static void sweep(Path root) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(root, "*" + LOCK)) {
            for (Path lockFile : locks) {
                if (!OURS.contains(lockFile)) {
                    sweepOwner(root, lockFile);
                }
            }
        }
    }

    private static void sweepOwner(Path root, Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE); FileLock free = channel.tryLock()) {
            if (free != null) {
                String name = String.valueOf(lockFile.getFileName());
                remove(root.resolve(name.substring(0, name.length() - LOCK.length())));
                Files.deleteIfExists(lockFile);
                LOG.atInfo().addKeyValue("owner", name).log("Removed the temporary files of a dead environment builder");
            }
        } catch (NoSuchFileException swept) {
            LOG.atDebug().addKeyValue("lock", lockFile).log("Another process removes these files");
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("lock", lockFile).setCause(e)
                    .log("Temporary files of a dead process could not be removed");
        }
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walked = Files.walk(directory)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
