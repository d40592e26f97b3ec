package io.packhouse.platform.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/** One named object as a file: how it gets its name, and what is promised to who finds it there. */
final class ObjectFile {

    private ObjectFile() {
    }

    /** Creates the object at {@code path}, or finds that another call was faster. */
    static Created create(Path path, byte[] bytes, Durability durability, DurableDirectories directories, TempFiles temps)
            throws IOException {
        Path directory = directory(path);
        // Before the file is synced: the same journal commit then carries a new directory.
        directories.make(directory);
        Path temp = temps.next();
        boolean won;
        try {
            write(temp, bytes, durability);
            won = link(path, temp);
        } finally {
            Files.deleteIfExists(temp);
        }
        if (!won) {
            return existed(path, durability);
        }
        if (durability == Durability.POWER) {
            DurableDirectories.sync(directory);
        }
        return new Created.New();
    }

    /** Whether the object got its name from this call. */
    static boolean link(Path path, Path temp) throws IOException {
        try {
            Files.createLink(path, temp);
            return true;
        } catch (FileAlreadyExistsException lost) {
            return false;
        }
    }

    /** What the winner wrote, made durable on its behalf: it may have died, or not have synced yet. */
    static Created existed(Path path, Durability durability) throws IOException {
        if (durability == Durability.POWER) {
            sync(path);
            DurableDirectories.sync(directory(path));
        }
        return new Created.Existed(Files.readAllBytes(path));
    }

    /** Makes the bytes of a file durable, not its name. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void write(Path temp, byte[] bytes, Durability durability) throws IOException {
        try (FileChannel channel = FileChannel.open(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (durability == Durability.POWER) {
                channel.force(true);
            }
        }
    }

    static Path directory(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}
