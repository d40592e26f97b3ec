package io.packhouse.envbuilder.tools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore;

/** Brings values into a tool's directories, and what it made out of them. Copies: no tool ever has a file of the object store. */
record Staging(ObjectStore objects) {

    private static final int DEPTH = 64;

    /** A file or a directory of files. */
    void lay(Value value, Path place) throws IOException {
        switch (value) {
            case Value.Blob blob -> lay(blob, place);
            case Value.Tree tree -> {
                Files.createDirectories(place);
                for (Map.Entry<String, Value.Blob> file : tree.files().entrySet()) {
                    lay(file.getValue(), place.resolve(file.getKey()));
                }
            }
            case Value.Text text -> Files.writeString(place, text.text());
            default -> Files.writeString(place, value.identity().toString());
        }
    }

    void lay(Value.Blob blob, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        try (InputStream in = objects.open(blob.content().sha256(), 0, blob.content().size())) {
            Files.copy(in, place);
        }
    }

    /** The regular files under {@code directory} by their paths within it: no links, and nothing that lies behind one. */
    static SortedMap<String, Path> files(Path directory) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory, DEPTH)) {
            for (Path path : paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
                files.put(directory.relativize(path).toString(), path);
            }
        }
        return files;
    }

    /** A file that a tool made, durable; its name is the last part of {@code path}. */
    Value.Blob take(Path file, String path) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                BlobMaker maker = new BlobMaker(objects)) {
            in.transferTo(maker);
            return maker.commit().with(
                    JsonNodeFactory.instance.objectNode().put("name", path.substring(path.lastIndexOf('/') + 1)));
        }
    }
}
