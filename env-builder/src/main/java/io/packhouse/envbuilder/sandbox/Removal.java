package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes directories that a program filled: it may have taken rights away, or nested them without end. Follows no link. */
final class Removal {

    private static final Logger log = LoggerFactory.getLogger(Removal.class);
    private static final int DEPTH = 100;

    private Removal() {
    }

    static void of(Path directory) {
        try {
            remove(directory, 0);
        } catch (IOException e) {
            log.atWarn().addKeyValue("directory", directory).addKeyValue("cause", e.toString())
                    .log("A tool's directory could not be removed");
        }
    }

    private static void remove(Path path, int depth) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    if (depth < DEPTH) {
                        remove(child, depth + 1);
                    }
                }
            }
            if (depth == DEPTH) {
                removeDeep(path);
                return;
            }
        }
        Files.deleteIfExists(path);
    }

    /** Paths of these may be longer than a system call takes; {@code rm} goes down step by step. */
    private static void removeDeep(Path path) throws IOException {
        Process rm = new ProcessBuilder("rm", "-rf", "--", path.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            rm.waitFor();
        } catch (InterruptedException e) {
            rm.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
