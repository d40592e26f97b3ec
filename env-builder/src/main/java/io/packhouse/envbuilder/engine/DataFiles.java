package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.contracts.BlobRef;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore;

/** The data of a recipe. A step sees those files only that its parameters name, alone or by a directory: they are in its key. */
final class DataFiles {

    private static final String ROOT = "data";
    private static final int PATH_LIMIT = 1024;

    private final ObjectStore objects;
    private final SortedMap<String, BlobRef> files;
    private final Map<String, Value.Blob> read = new ConcurrentHashMap<>();

    DataFiles(ObjectStore objects, SortedMap<String, BlobRef> files) {
        this.objects = objects;
        this.files = files;
    }

    /** Those that {@code parameters} name. */
    SortedMap<String, BlobRef> namedBy(Value parameters) {
        SortedMap<String, BlobRef> named = new TreeMap<>();
        collect(parameters, named);
        return named;
    }

    /** A file as a value, with its name as a fact. */
    Value.Blob value(String path, BlobRef content) throws IOException {
        Value.Blob known = read.get(path);
        if (known == null) {
            known = BlobMaker.of(objects, content).with(
                    JsonNodeFactory.instance.objectNode().put("name", path.substring(path.lastIndexOf('/') + 1)));
            read.put(path, known);
        }
        return known;
    }

    private void collect(Value value, SortedMap<String, BlobRef> named) {
        switch (value) {
            case Value.Text text -> collect(text.text(), named);
            case Value.ListOf list -> list.items().forEach(item -> collect(item, named));
            case Value.Fields fields -> fields.fields().values().forEach(field -> collect(field, named));
            case Value.Json _,Value.Blob _,Value.Tree _ -> {
                // Documents of others name no files of ours.
            }
        }
    }

    private void collect(String text, SortedMap<String, BlobRef> named) {
        String path = directory(text);
        if (text.length() > PATH_LIMIT || !(path.equals(ROOT) || path.startsWith(ROOT + "/"))) {
            return;
        }
        BlobRef file = files.get(path);
        if (file != null) {
            named.put(path, file);
        }
        // Everything that begins with the directory and a slash lies before the next character, 0.
        named.putAll(files.subMap(path + "/", path + "0"));
    }

    /** Without slashes at its end. */
    static String directory(String path) {
        String inner = path;
        while (inner.endsWith("/")) {
            inner = inner.substring(0, inner.length() - 1);
        }
        return inner;
    }
}
