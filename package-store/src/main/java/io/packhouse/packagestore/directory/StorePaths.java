package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The places of a data directory (package server reference, 2.9).
 *
 * @param root
 *            the data directory
 * @param packages
 *            {@code .packages}: a copy of each package of the catalogue
 * @param upload
 *            {@code upload}: files to be uploaded
 * @param remove
 *            {@code remove}: files that name what is to be removed
 */
record StorePaths(Path root, Path packages, Path upload, Path remove) {

    static StorePaths of(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        return new StorePaths(absolute, absolute.resolve(".packages"), absolute.resolve("upload"),
                absolute.resolve("remove"));
    }

    void make() throws IOException {
        Files.createDirectories(packages);
        Files.createDirectories(upload);
        Files.createDirectories(remove);
    }
}
