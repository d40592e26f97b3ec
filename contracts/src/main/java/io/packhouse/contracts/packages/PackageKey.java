package io.packhouse.contracts.packages;

import java.util.Objects;

/**
 * What a package is known by: its id, and its architecture. Packages of one id and several architectures live beside each
 * other (package server reference, 2.3).
 *
 * @param id
 *            the id of the manifest
 * @param architecture
 *            a token such as {@code linux_x86_64}; empty for a platform independent package
 */
public record PackageKey(String id, String architecture) implements Comparable<PackageKey> {

    /** What a platform independent package is called where a name is needed. */
    public static final String ALL = "all";

    public PackageKey {
        Objects.requireNonNull(id, "a package's id is missing");
        architecture = architecture == null ? "" : architecture;
    }

    /** The architecture in words: {@link #ALL} for a platform independent package. */
    public String token() {
        return architecture.isEmpty() ? ALL : architecture;
    }

    /** The name of the package's file in a data directory: {@code <id>_<architecture|all>.ampkg} (reference, 2.9). */
    public String fileName() {
        return id + "_" + token() + ".ampkg";
    }

    /** By id in code units, then by architecture; the platform independent one comes first. */
    @Override
    public int compareTo(PackageKey other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : architecture.compareTo(other.architecture);
    }
}
