package io.packhouse.deploy.packageserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a file that is there as a whole or not at all. */
final class OwnersFile {

    private OwnersFile() {
    }

    /**
     * Replaces {@code file}.
     *
     * @param secret
     *            whether only its owner may read it, which file systems without such rights ignore
     */
    static void write(Path file, byte[] content, boolean secret) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        // A temporary file is its owner's alone from the first byte on.
        var made = Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
        try {
            Files.write(made, content);
            if (!secret && Files.getFileStore(made).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }
}
