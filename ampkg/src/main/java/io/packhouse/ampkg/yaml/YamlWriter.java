package io.packhouse.ampkg.yaml;

/**
 * Writes YAML in the original's style: a {@code %YAML 1.1} line, each document after a line of three dashes, sorted keys,
 * single-quoted strings, everything else plain; characters outside ASCII as escapes in double quotes.
 */
public final class YamlWriter {

    private YamlWriter() {
    }

    /** A whole stream of these documents, in UTF-8. An empty document is {@code --- {}}. */
    public static byte[] stream(YamlValue.Fields... documents) {
        throw new UnsupportedOperationException();
    }
}
