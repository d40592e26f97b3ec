package io.packhouse.platform.objects;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the keys with a prefix: in one directory when the prefix has a whole second part, else in all directories of its
 * first part.
 */
final class ObjectListing {

    private final String first;
    private final String namePrefix;
    private final List<String> keys = new ArrayList<>();

    private ObjectListing(List<String> prefixParts) {
        this.first = prefixParts.getFirst();
        this.namePrefix = ObjectPaths.escapedRest(prefixParts);
    }

    /** The keys that begin with {@code prefix}, of the objects below {@code objects}, sorted. */
    static List<String> of(Path objects, String prefix) throws IOException {
        List<String> parts = ObjectKeys.prefixParts(prefix);
        ObjectListing listing = new ObjectListing(parts);
        if (parts.size() > 2) {
            listing.addShard(objects.resolve(ObjectPaths.shardOf(parts.get(0), parts.get(1))), "");
        } else {
            listing.addAllShards(objects.resolve(ObjectPaths.firstOf(parts.get(0))));
        }
        Collections.sort(listing.keys);
        return List.copyOf(listing.keys);
    }

    private void addAllShards(Path directory) throws IOException {
        try (DirectoryStream<Path> shards = Files.newDirectoryStream(directory, "[0-9a-f][0-9a-f][0-9a-f]")) {
            for (Path shard : shards) {
                addShard(shard, "");
            }
        } catch (NoSuchFileException none) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** @param begun the part of the escaped name that the directories above hold */
    private void addShard(Path directory, String begun) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (ObjectPaths.isContinued(name)) {
                    addShard(file, begun + ObjectPaths.continued(name));
                } else if ((begun + name).startsWith(namePrefix)) {
                    ObjectPaths.restOf(begun + name).ifPresent(rest -> keys.add(first + "/" + rest));
                }
            }
        } catch (NoSuchFileException none) {
            return;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
