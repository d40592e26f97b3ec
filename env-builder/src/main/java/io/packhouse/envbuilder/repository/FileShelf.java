package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

import io.packhouse.contracts.BlobRef;

/** The files of a repository on their way to the {@link BlobShelf}: what did not change is not read again. For one thread. */
final class FileShelf {

    private final BlobShelf blobs;
    private Map<String, Kept> kept = new HashMap<>();
    private Map<String, Kept> next = new HashMap<>();

    FileShelf(BlobShelf blobs) {
        this.blobs = blobs;
    }

    private record Kept(String stamp, BlobRef blob) {
    }

    /** What is read from now on is of a new state of the tree. */
    void turn() {
        kept = next;
        next = new HashMap<>();
    }

    /** The blob of a file. */
    BlobRef keep(String path, RepositoryTree.Entry entry) throws IOException {
        Kept before = next.getOrDefault(path, kept.get(path));
        Kept now = before != null && before.stamp().equals(entry.stamp())
                ? before
                : new Kept(entry.stamp(), blobs.keep(read(entry)));
        next.put(path, now);
        return now.blob();
    }

    /** A document that is no file as it is. */
    BlobRef keep(byte[] bytes) throws IOException {
        return blobs.keep(bytes);
    }

    /** The bytes of a file; an {@link IOException} when it has grown since the tree was read. */
    static byte[] read(RepositoryTree.Entry entry) throws IOException {
        try (InputStream in = Files.newInputStream(entry.file())) {
            byte[] bytes = in.readNBytes((int) entry.size() + 1);
            if (bytes.length != entry.size()) {
                throw new IOException("its size changed while it was read");
            }
            return bytes;
        }
    }
}
