package io.packhouse.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * The right of one process to a directory: a lock of the operating system on a file in it. It ends with the process, however
 * that ends, so nothing has to be cleaned up after a {@code kill -9}. The file says who holds it, and stays.
 */
public final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "in-use.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the directory, which is made when missing.
     *
     * @throws BrokerException
     *             when another holds it, in this process or another; or when the directory cannot be used
     */
    public static DirectoryLock take(Path directory) {
        var file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            var channel = FileChannel.open(file, CREATE, READ, WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new BrokerException("The data directory " + directory + " is in use by " + holder(file)
                        + ". Stop that process first, or choose another directory", null);
            }
            sign(channel);
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new BrokerException("The data directory " + directory + " cannot be used: " + e, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process, which the operating system would allow.
            return false;
        }
    }

    private static void sign(FileChannel channel) throws IOException {
        var text = "process " + ProcessHandle.current().pid() + ", since " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
    }

    private static String holder(Path file) {
        @Nullable
        String text = null;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            // The name of the holder is a courtesy; that there is one is what counts.
        }
        return text == null || text.isEmpty() ? "another process" : text;
    }

    /** Gives the directory back. Safe to call twice. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BrokerException("The lock of a data directory cannot be given back: " + e, e);
        }
    }
}
