package io.packhouse.ampkg.yaml;

/** The type of a scalar without quotes. */
final class PlainScalar {

    private PlainScalar() {
    }

    static YamlValue type(String text) {
        return new YamlValue.Text(text);
    }
}
