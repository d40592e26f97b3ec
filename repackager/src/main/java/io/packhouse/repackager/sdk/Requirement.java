package io.packhouse.repackager.sdk;

/** What a required name stands for. */
sealed interface Requirement {

    /** A module of a package. */
    record Of(Module module) implements Requirement {
    }

    /** A name that the loader serves itself, such as {@code chrome}. */
    record Loaders(String name) implements Requirement {
    }

    /**
     * {@code self} of SDKs that tie it to a package's data.
     *
     * @param mapSha256
     *            the digest of the list of the data's digests
     */
    record Self(CfxPackage owner, String mapSha256) implements Requirement {
    }
}
