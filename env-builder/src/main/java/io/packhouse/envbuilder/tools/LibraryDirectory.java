package io.packhouse.envbuilder.tools;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.envbuilder.values.Value;

/**
 * The files of the root directory while the processors go by, as content: nothing lies anywhere between two of them. Keys are
 * paths among a tool's outputs, such as {@code root/libraries/…}.
 */
final class LibraryDirectory {

    private final SortedMap<String, Value.Blob> files = new TreeMap<>();
    private final SortedSet<String> produced = new TreeSet<>();
    private final Map<String, String> pinned = new HashMap<>();

    /** Adds a file that was there before. What is known of it besides its bytes is left out of every key. */
    void put(String path, Value.Blob blob) {
        files.put(path, bare(blob));
    }

    /** A library that the profile names with this SHA-1 may be run. */
    void pin(String libraryPath, String sha1) {
        pinned.put(ProcessorScope.LIBRARIES + "/" + libraryPath, sha1);
    }

    /** A program, by where it lies in the library directory; {@link IllegalArgumentException} when it may not be run. */
    Value.Blob program(MavenCoordinate coordinate) {
        String path = ProcessorScope.LIBRARIES + "/" + coordinate.path();
        Value.Blob blob = files.get(path);
        if (blob == null) {
            throw new IllegalArgumentException("the library " + coordinate + " is missing");
        }
        String sha1 = pinned.get(path);
        if (sha1 == null) {
            throw new IllegalArgumentException(
                    "the library " + coordinate + " has no SHA-1 in the installer; it is not run");
        }
        if (!sha1.equals(blob.sha1())) {
            throw new IllegalArgumentException("the library " + coordinate + " has the SHA-1 " + blob.sha1()
                    + ", but the installer says " + sha1);
        }
        return blob.with(JsonNodeFactory.instance.objectNode().put("name", coordinate.fileName()));
    }

    Optional<Value.Blob> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Whether a file of this content is there. */
    boolean has(String path, String sha1) {
        return find(path).filter(blob -> blob.sha1().equals(sha1)).isPresent();
    }

    /** Forgets a file that a processor makes again. */
    void remove(String path) {
        files.remove(path);
        produced.remove(path);
    }

    /** Adds what a processor made. */
    void produce(String path, Value.Blob blob) {
        files.put(path, bare(blob));
        produced.add(path);
    }

    /** What of the files those texts may read. */
    Value.Tree linksFor(ProcessorScope.Mentions mentions) {
        SortedMap<String, Value.Blob> links = new TreeMap<>(files);
        if (!mentions.speaksOfDirectories()) {
            links.keySet().retainAll(mentions.places);
        }
        return new Value.Tree(links);
    }

    /** The paths of what processors made. */
    SortedSet<String> produced() {
        return produced;
    }

    private static Value.Blob bare(Value.Blob blob) {
        return blob.with(JsonNodeFactory.instance.objectNode());
    }
}
