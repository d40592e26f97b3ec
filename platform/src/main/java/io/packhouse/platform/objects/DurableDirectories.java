package io.packhouse.platform.objects;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Directories below one root, made when they are first needed and remembered, so that each is made and synced once. */
final class DurableDirectories {

    private final Path root;
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    /** Makes the root too; its own parents are not synced, they are the operator's. */
    DurableDirectories(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root);
        known.add(root);
    }

    /**
     * Makes {@code directory}, which lies below the root, with all its parents. When this returns, a power cut does not take it
     * away, whoever made it.
     */
    void make(Path directory) throws IOException {
        if (known.contains(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent == null || !directory.startsWith(root)) {
            throw new IllegalArgumentException(directory + " does not lie below " + root);
        }
        make(parent);
        Files.createDirectories(directory);
        sync(parent);
        known.add(directory);
    }

    /** The same for many, with one sync for all that lie in one parent. */
    void makeAll(Collection<Path> directories) throws IOException {
        Set<Path> parents = new LinkedHashSet<>();
        List<Path> missing = directories.stream().filter(directory -> !known.contains(directory)).distinct().toList();
        for (Path directory : missing) {
            Path parent = directory.getParent();
            if (parent == null || !directory.startsWith(root)) {
                throw new IllegalArgumentException(directory + " does not lie below " + root);
            }
            make(parent);
            Files.createDirectories(directory);
            parents.add(parent);
        }
        for (Path parent : parents) {
            sync(parent);
        }
        known.addAll(missing);
    }

    /** Makes the names in a directory durable. */
    static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
