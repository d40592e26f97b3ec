package io.packhouse.repackager.sdk;

import java.util.Optional;

/** Add-on SDKs that build the same layout (reference, section 8.1). Finer differences go by {@link SdkVersion}. */
public enum Generation {
    /** Resource directories named after the id's first part; packages {@code addon-kit} and {@code api-utils}. */
    BETA("1.0b1 to 1.0b5: resources/<id>-<package>-<section>"),
    /** Resource directories named after the whole id. */
    FLAT("1.0 to 1.3: resources/<mangled id>-<package>-<section>"),
    /** A directory for each package, and in it one for each section. */
    NESTED("1.4 to 1.11: resources/<package>/<section>"),
    /** As {@link #NESTED}, with the single package {@code addon-sdk} and a table of short names. */
    SINGLE("1.12 and 1.13: resources/<package>/<section>, one package addon-sdk"),
    /** The manifest lists only modules that are not the SDK's, which comes along. */
    BUNDLED("1.14: resources/<package>/<section>, addon-sdk bundled"),
    /** The browser has the SDK's modules; they are not in the XPI. */
    UNBUNDLED("1.15 to 1.17: resources/<package>/<section>, addon-sdk not bundled");

    private final String description;

    Generation(String description) {
        this.description = description;
    }

    /** Which versions these are, and what they build, in words. */
    public String description() {
        return description;
    }

    /** The generation of a version; empty for those before 1.0b1, which built another format, and those after 1.17. */
    public static Optional<Generation> of(SdkVersion version) {
        if (!version.from("1.0b1") || version.fromLine(1, 18)) {
            return Optional.empty();
        }
        if (!version.from("1.0rc1")) {
            return Optional.of(BETA);
        }
        if (!version.fromLine(1, 4)) {
            return Optional.of(FLAT);
        }
        if (!version.fromLine(1, 12)) {
            return Optional.of(NESTED);
        }
        if (!version.fromLine(1, 14)) {
            return Optional.of(SINGLE);
        }
        return Optional.of(version.fromLine(1, 15) ? UNBUNDLED : BUNDLED);
    }

    /** Whether this is {@code generation} or a later one. */
    boolean from(Generation generation) {
        return compareTo(generation) >= 0;
    }
}
