package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The repository that Packhouse brings: a directory of its sources, or within its jar. */
public final class ShippedRecipes {

    private static final String ROOT = "/recipes";

    private ShippedRecipes() {
    }

    /** Its root, of whatever file system; there for as long as the process. */
    public static Path directory() {
        try {
            URI document = Objects.requireNonNull(ShippedRecipes.class.getResource(ROOT + "/" + RepositoryDocument.NAME),
                    "Packhouse is incomplete: its jars hold no recipes").toURI();
            return document.getScheme().equals("jar")
                    ? inJar(document)
                    : Objects.requireNonNull(Path.of(document).getParent(), "a file is in a directory");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("resources have proper addresses", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path inJar(URI document) throws IOException {
        try {
            return FileSystems.newFileSystem(document, Map.of()).getPath(ROOT);
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(document).getPath(ROOT);
        }
    }
}
