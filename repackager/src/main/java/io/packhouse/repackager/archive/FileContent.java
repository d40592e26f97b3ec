package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of this machine.
 *
 * @param size
 *            its size when it was first looked at; the file may not change
 */
record FileContent(Path file, long size) implements Content {

    static FileContent of(Path file) throws IOException {
        return new FileContent(file, Files.size(file));
    }

    @Override
    public InputStream open() throws IOException {
        return new ExactStream(Files.newInputStream(file), size, file.toString());
    }
}
