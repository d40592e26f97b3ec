package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What tells whether a file is still the one that was seen: a file that is written, replaced or touched has another stamp.
 *
 * @param size
 *            in bytes
 * @param modified
 *            when it was written last
 * @param file
 *            what the file system knows it by; null where it has nothing like that
 */
record FileStamp(long size, FileTime modified, @Nullable Object file) {

    /** The stamp of a regular file, of a symbolic link that of its target; empty for anything else, and for nothing. */
    static Optional<FileStamp> of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the file system knows a directory by, or its path where it has nothing like that; empty when there is none. */
    static Optional<Object> directory(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return attributes.isDirectory() ? Optional.of(key == null ? path : key) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it was written that long ago, or longer, by its own time. */
    boolean isOlderThan(Duration age) {
        return !modified.toInstant().isAfter(Instant.now().minus(age));
    }
}
