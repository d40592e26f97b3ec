package io.packhouse.ampkg.document;

import io.packhouse.ampkg.yaml.YamlValue;

/** How signed meta data enter the digest: Qt 6's {@code QDataStream} format of a map (reference, 1.5). */
public final class ExtraSigned {

    private ExtraSigned() {
    }

    /** The map as a variant. */
    public static byte[] serialise(YamlValue.Fields map) {
        throw new UnsupportedOperationException();
    }
}
