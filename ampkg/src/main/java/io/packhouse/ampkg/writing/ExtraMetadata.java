package io.packhouse.ampkg.writing;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlValue;

/**
 * Free meta data for a package's header, collected from files and snippets (reference, 4). Later ones are merged into earlier
 * ones: maps key by key, lists by appending, anything else by overwriting.
 */
public final class ExtraMetadata {

    private YamlValue.@Nullable Fields collected;

    /**
     * Adds a YAML stream: one map, or a format header ({@code am-package-metadata}, version 1) and one map.
     *
     * @param origin
     *            what it is, for messages: such as a file's name
     * @throws PackageException
     *             when it is nothing of that kind
     */
    public ExtraMetadata add(byte[] yaml, String origin) throws PackageException {
        throw new UnsupportedOperationException();
    }

    /** What was collected; null when nothing was, or only empty maps: the original leaves those out (reference, 1.5). */
    public YamlValue.@Nullable Fields collected() {
        return collected;
    }
}
