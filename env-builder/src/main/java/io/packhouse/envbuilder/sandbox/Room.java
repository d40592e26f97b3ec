package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directories of one program: what it reads ({@code in}), where it writes ({@code out}, where it also starts) and its
 * temporary files ({@code tmp}). The host fills {@code in} before, and takes from {@code out} after the run. Closing removes all.
 */
public final class Room implements AutoCloseable {

    private final Path directory;
    private final boolean isConfined;

    Room(Path parent, boolean isConfined) throws IOException {
        this.directory = Files.createTempDirectory(parent, "tool-").toRealPath();
        this.isConfined = isConfined;
        for (String name : new String[]{"root", "in", "out", "tmp"}) {
            Files.createDirectory(directory.resolve(name));
        }
    }

    /** The inputs, as this process sees them. */
    public Path in() {
        return directory.resolve("in");
    }

    /** The outputs, as this process sees them. */
    public Path out() {
        return directory.resolve("out");
    }

    /** The inputs, as the program sees them. */
    public String inSeen() {
        return isConfined ? "/in" : in().toString();
    }

    /** The outputs, as the program sees them. */
    public String outSeen() {
        return isConfined ? "/out" : out().toString();
    }

    /** The temporary files, as the program sees them. */
    String tmpSeen() {
        return isConfined ? "/tmp" : tmp().toString();
    }

    Path tmp() {
        return directory.resolve("tmp");
    }

    /** Where a new root may be mounted. */
    Path root() {
        return directory.resolve("root");
    }

    /** Removes everything, as far as it can be removed; what stays is removed when the process starts again. */
    @Override
    public void close() {
        Removal.of(directory);
    }
}
