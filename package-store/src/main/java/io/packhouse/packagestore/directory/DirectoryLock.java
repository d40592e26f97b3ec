package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;

/**
 * The lock of a data directory: its file {@code .lock}, which one live process holds. One that a dead process left is taken over.
 *
 * <p>
 * Among our own processes the operating system's lock on that file decides. It ends with its process, whatever name the machine
 * or the container has after that, and whoever has the process id then. The file's text is that of the original, so that each
 * sees the other.
 */
public final class DirectoryLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DirectoryLock.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMillis(50);

    /**
     * What this process holds. The system gives a lock back when its process closes the file anywhere, so a file that is held must
     * not be opened again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.directory = Objects.requireNonNull(file.getParent());
        this.file = file;
        this.channel = channel;
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
        Path made = directory.toAbsolutePath().normalize();
        Files.createDirectories(made);
        Path file = made.toRealPath().resolve(".lock");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            DirectoryLock lock = HELD.add(file) ? tryTake(file) : null;
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() - end > 0) {
                throw new Failure(Failure.Code.CONFLICT, "could not lock the data directory " + made
                        + " - there is an existing .lock file (belonging to pid " + owner(file) + ")").exception();
            }
            Thread.sleep(AGAIN);
        }
    }

    private static @Nullable DirectoryLock tryTake(Path file) throws IOException {
        FileChannel channel = null;
        try {
            channel = hold(file);
        } finally {
            if (channel == null) {
                HELD.remove(file);
            }
        }
        return channel == null ? null : new DirectoryLock(file, channel);
    }

    /** Null when somebody alive holds it, or gives it back just now. */
    private static @Nullable FileChannel hold(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Of somebody who is alive, or not.
        }
        FileStamp before = FileStamp.of(file).orElse(null);
        if (before == null) {
            return null;
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean held = false;
        try {
            if (channel.tryLock() == null || !isStill(file, before)) {
                return null;
            }
            LockText last = LockText.read(channel);
            if (last.isHeldOtherwise()) {
                return null;
            }
            if (!last.pid().isEmpty()) {
                log.atInfo().addKeyValue("pid", last.pid()).log("Took over the lock of a process that is no more");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(LockText.own().text().getBytes(StandardCharsets.UTF_8)), 0);
            held = true;
            return channel;
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    /** Whoever gives a lock back deletes its file first, and a lock on a deleted file is none. */
    private static boolean isStill(Path file, FileStamp before) {
        return FileStamp.of(file).filter(now -> Objects.equals(now.file(), before.file())).isPresent();
    }

    private static String owner(Path file) throws IOException {
        if (HELD.contains(file)) {
            return LockText.own().pid();
        }
        try {
            return LockText.parse(Files.readString(file)).pid();
        } catch (NoSuchFileException e) {
            return "unknown";
        }
    }

    /** The data directory. */
    public Path directory() {
        return directory;
    }

    /** Removes the file, and lets others have the directory. May be called twice. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            log.atWarn().addKeyValue("file", file).addKeyValue("cause", e.toString())
                    .log("The lock of the data directory could not be removed");
        } finally {
            HELD.remove(file);
        }
    }
}
