package io.packhouse.ampkg.yaml;

import java.util.List;

import io.packhouse.ampkg.PackageException;

/**
 * The first document of every file: {@code formatType} and {@code formatVersion}.
 *
 * @param version
 *            1 or more
 */
public record FormatHeader(String type, int version) {

    /**
     * The header of a stream.
     *
     * @param allowed
     *            which ones are; the message names them
     * @throws PackageException
     *             when the stream has none, or another
     */
    public static FormatHeader require(List<YamlNode> documents, List<FormatHeader> allowed) throws PackageException {
        throw new UnsupportedOperationException();
    }
}
