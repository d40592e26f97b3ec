package io.packhouse.ampkg.yaml;

/**
 * What a YAML stream may ask of us.
 *
 * @param bytes
 *            of the whole stream
 * @param depth
 *            of maps and lists within each other
 * @param nodes
 *            scalars, lists and maps of all documents together, keys included
 */
public record YamlLimits(int bytes, int depth, int nodes) {

    /** Ample for a manifest, a header or a configuration file. */
    public static final YamlLimits DEFAULT = new YamlLimits(1 << 20, 64, 100_000);

    /** The defaults with another limit on the size. */
    public static YamlLimits ofBytes(int bytes) {
        return new YamlLimits(bytes, DEFAULT.depth, DEFAULT.nodes);
    }
}
