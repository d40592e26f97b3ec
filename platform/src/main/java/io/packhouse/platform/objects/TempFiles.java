package io.packhouse.platform.objects;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that are being written: {@code temp/<owner>/<number>}, where the owner is one store of one process, which holds
 * a lock on {@code temp/<owner>.lock} as long as it lives. The system gives the lock up even after {@code kill -9}.
 */
final class TempFiles {

    private static final Logger LOG = LoggerFactory.getLogger(TempFiles.class);
    private static final String LOCK = ".lock";

    /** Locks of this process: POSIX drops them when any channel to such a file is closed, so that none may be opened twice. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path temp;
    private final Path directory;
    private final FileChannel lock;
    private final AtomicLong numbers = new AtomicLong();

    /** Begins an owner of its own in the directory {@code temp}, which exists. */
    TempFiles(Path temp) throws IOException {
        this.temp = temp.toRealPath();
        String owner = UUID.randomUUID().toString();
        Path lockFile = this.temp.resolve(owner + LOCK);
        OURS.add(lockFile);
        this.lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        this.directory = Files.createDirectory(this.temp.resolve(owner));
    }

    /** A name that no file has yet. */
    Path next() {
        return directory.resolve(Long.toString(numbers.incrementAndGet()));
    }

    /**
     * Removes what dead owners left: those whose lock is free and whose files are older than {@code age}. The age is for file
     * systems that do not carry locks from machine to machine.
     */
    void sweep(Duration age) {
        Instant before = Instant.now().minus(age);
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(temp, "*" + LOCK)) {
            for (Path lockFile : locks) {
                if (!OURS.contains(lockFile)) {
                    sweepOwner(lockFile, before);
                }
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("directory", temp).setCause(e).log("Could not clear temporary files");
        }
    }

    private void sweepOwner(Path lockFile, Instant before) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE); FileLock free = channel.tryLock()) {
            if (free == null || Files.getLastModifiedTime(lockFile).toInstant().isAfter(before)) {
                return;
            }
            String name = String.valueOf(lockFile.getFileName());
            Path owner = temp.resolve(name.substring(0, name.length() - LOCK.length()));
            if (removeOlder(owner, before)) {
                Files.deleteIfExists(owner);
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException swept) {
            LOG.atDebug().addKeyValue("lock", lockFile).log("Another process cleared this owner's files");
        }
    }

    /** Whether all are gone. */
    private static boolean removeOlder(Path owner, Instant before) throws IOException {
        if (!Files.isDirectory(owner)) {
            return true;
        }
        boolean all = true;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(owner)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(before)) {
                    all = false;
                } else {
                    Files.deleteIfExists(file);
                    LOG.atInfo().addKeyValue("file", file).log("Removed a file that a dead process left half written");
                }
            }
        }
        return all;
    }
}
