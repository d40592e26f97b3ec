package io.packhouse.deploy.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags by which a process that runs apart finds its house. */
final class HouseOptions {

    @Option(names = "--kafka", paramLabel = "HOST:PORT", order = 2, description = "The house's Kafka (kafka.bootstrap).")
    private @Nullable String kafka;

    @Option(names = "--objects", paramLabel = "DIR", order = 3, description = "The house's object store (objects.dir).")
    private @Nullable Path objects;

    /** What these flags say, by key. */
    Map<String, String> keys() {
        var keys = new LinkedHashMap<String, String>();
        if (kafka != null) {
            keys.put("kafka.bootstrap", kafka);
        }
        if (objects != null) {
            keys.put("objects.dir", objects.toString());
        }
        return keys;
    }
}
