package io.packhouse.ampkg.writing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.packhouse.ampkg.PackageException;

/** A file that appears whole or not at all: written beside its place, and moved there at the end. */
final class SafeFile implements AutoCloseable {

    private final Path target;
    private final Path unfinished;
    private final OutputStream out;

    private SafeFile(Path target, Path unfinished) throws IOException {
        this.target = target;
        this.unfinished = unfinished;
        out = new BufferedOutputStream(Files.newOutputStream(unfinished), 64 * 1024);
    }

    /** Begins to write; directories are made when they are missing. */
    static SafeFile begin(Path target) throws IOException, PackageException {
        Path whole = target.toAbsolutePath();
        Path directory = whole.getParent();
        if (directory == null || Files.isDirectory(whole)) {
            throw new PackageException("could not create package file " + target + ": it is a directory");
        }
        Files.createDirectories(directory);
        return new SafeFile(whole,
                directory.resolve("." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part"));
    }

    OutputStream out() {
        return out;
    }

    /** Where the bytes are until they are all there. */
    Path unfinished() {
        return unfinished;
    }

    /** Moves the file to its place. */
    void commit() throws IOException {
        out.close();
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves nothing when the file was not committed. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}
