package io.packhouse.installerbuilder.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a file looks like from outside. Equal fingerprints mean: not touched meanwhile.
 *
 * @param file
 *            the file itself, behind all symbolic links
 * @param key
 *            device and inode, where the system has them
 */
record Fingerprint(Path file, long size, FileTime modified, @Nullable Object key) {

    /** Looks at a file; empty when there is none, or a link to nothing. */
    static Optional<Fingerprint> of(Path path) throws IOException {
        try {
            Path file = path.toRealPath();
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? Optional.of(
                            new Fingerprint(file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
