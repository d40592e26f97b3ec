package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory that people put files into. */
final class Folder {

    private Folder() {
    }

    /**
     * The regular files directly in {@code directory}, by name; links are followed, hidden files left alone. None when there is no
     * such directory.
     */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> !isHidden(path)).filter(Files::isRegularFile).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    static boolean isHidden(Path path) {
        return name(path).startsWith(".");
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
