package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether somebody has a file open, who may go on to write it. Known where there is a {@code /proc}, of the processes of our own
 * user, of all when that is root; elsewhere nobody seems to have any.
 */
final class OpenFiles {

    private static final Path PROCESSES = Path.of("/proc");

    private OpenFiles() {
    }

    static boolean has(Path file) {
        try {
            Path real = file.toRealPath();
            return Files.isDirectory(PROCESSES) && anyProcessHas(real);
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }

    private static boolean anyProcessHas(Path real) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (hasOpen(process.resolve("fd"), real)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasOpen(Path descriptors, Path real) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (leadsTo(descriptor, real)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Another user's process, or one that has ended.
        }
        return false;
    }

    private static boolean leadsTo(Path descriptor, Path real) {
        try {
            return Files.readSymbolicLink(descriptor).equals(real);
        } catch (IOException e) {
            return false;
        }
    }
}
