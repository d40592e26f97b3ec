package io.packhouse.ampkg.writing;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.FormatHeader;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlReader;
import io.packhouse.ampkg.yaml.YamlValue;

/**
 * Free meta data for a package's header, collected from files and snippets (reference, 4). Later ones are merged into earlier
 * ones: maps key by key, lists by appending, anything else by overwriting.
 */
public final class ExtraMetadata {

    private static final FormatHeader FORMAT = new FormatHeader("am-package-metadata", 1);

    private YamlValue.Fields collected = YamlValue.Fields.EMPTY;

    /**
     * Adds a YAML stream: one map, or a format header ({@code am-package-metadata}, version 1) and one map.
     *
     * @param origin
     *            what it is, for messages: such as a file's name
     * @throws PackageException
     *             when it is nothing of that kind
     */
    public ExtraMetadata add(byte[] yaml, String origin) throws PackageException {
        List<YamlNode> documents;
        try {
            documents = YamlReader.read(yaml, YamlLimits.DEFAULT);
            if (documents.size() == 2) {
                FormatHeader.require(documents, List.of(FORMAT));
            }
        } catch (PackageException broken) {
            throw new PackageException("could not parse the extra metadata of " + origin + ": " + broken.getMessage(),
                    broken);
        }
        if (documents.isEmpty() || documents.size() > 2 || !(documents.getLast() instanceof YamlNode.Mapping map)) {
            throw new PackageException("could not parse the extra metadata of " + origin
                    + ": it must be one map, or a format header and one map");
        }
        collected = merged(collected, map.value());
        return this;
    }

    private static YamlValue.Fields merged(YamlValue.Fields first, YamlValue.Fields second) {
        var all = new TreeMap<String, YamlValue>(first.values());
        second.values().forEach((key, value) -> all.merge(key, value, ExtraMetadata::merged));
        return new YamlValue.Fields(all);
    }

    private static YamlValue merged(YamlValue first, YamlValue second) {
        if (first instanceof YamlValue.Fields maps && second instanceof YamlValue.Fields more) {
            return merged(maps, more);
        }
        if (first instanceof YamlValue.Items(var items) && second instanceof YamlValue.Items(var more)) {
            return new YamlValue.Items(Stream.concat(items.stream(), more.stream()).toList());
        }
        return second;
    }

    /** What was collected; null when nothing was, or only empty maps: the original leaves those out (reference, 1.5). */
    public YamlValue.@Nullable Fields collected() {
        return collected.values().isEmpty() ? null : collected;
    }
}
