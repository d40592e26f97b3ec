package io.packhouse.ampkg.yaml;

import java.util.List;

import io.packhouse.ampkg.PackageException;

/** Reads YAML streams; see the package for whose rules. */
public final class YamlReader {

    private YamlReader() {
    }

    /**
     * The documents of a stream, in its order; none for an empty stream, a null scalar for an empty document.
     *
     * @throws PackageException
     *             when it is no such stream or goes over a limit, with the line and what was wrong in it
     */
    public static List<YamlNode> read(byte[] stream, YamlLimits limits) throws PackageException {
        throw new UnsupportedOperationException();
    }
}
