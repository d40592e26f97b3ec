package io.packhouse.ampkg.writing;

import java.util.List;

import io.packhouse.ampkg.PackageMetadata;

/**
 * A package that was made from a directory.
 *
 * @param warnings
 *            what the user should know, a sentence or two each: links that were left out, a manifest in the old format
 */
public record CreatedPackage(PackageMetadata metadata, List<String> warnings) {

    public CreatedPackage {
        warnings = List.copyOf(warnings);
    }
}
