package io.packhouse.repackager.sdk;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** A module that is reached from the add-on's main module or from the SDK's loader. */
final class Module {

    private final CfxPackage owner;
    private final String section;
    private final String name;
    private final String path;
    private final ScannedSource source;
    private final @Nullable String docsSha256;
    private final SortedMap<String, Requirement> requirements = new TreeMap<>();

    /**
     * @param section
     *            {@code lib} or {@code tests}
     * @param name
     *            the path below the section's directory, without {@code .js}
     * @param path
     *            the file below the package's root
     * @param docsSha256
     *            of its documentation; null where there is none
     */
    Module(CfxPackage owner, String section, String name, String path, ScannedSource source,
            @Nullable String docsSha256) {
        this.owner = owner;
        this.section = section;
        this.name = name;
        this.path = path;
        this.source = source;
        this.docsSha256 = docsSha256;
    }

    CfxPackage owner() {
        return owner;
    }

    String section() {
        return section;
    }

    String name() {
        return name;
    }

    String path() {
        return path;
    }

    ScannedSource source() {
        return source;
    }

    @Nullable
    String docsSha256() {
        return docsSha256;
    }

    /** What each name means that it requires, as far as it means something. */
    SortedMap<String, Requirement> requirements() {
        return Collections.unmodifiableSortedMap(requirements);
    }

    void require(String what, Requirement requirement) {
        requirements.put(what, requirement);
    }

    /** For messages. */
    @Override
    public String toString() {
        return owner.name() + "/" + path;
    }
}
