package io.packhouse.contracts.packages;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;

/**
 * What is known of a verified package: the result of {@link UploadPackage}, and what the catalogue tells of it.
 *
 * @param key
 *            id of the manifest, and architecture
 * @param version
 *            of the manifest, empty when it has none
 * @param names
 *            by locale
 * @param descriptions
 *            by locale
 * @param categories
 *            sorted by code point, duplicates kept (reference, 1.9)
 * @param file
 *            the package as it was uploaded
 * @param icon
 *            {@code icon.png} of its root, below 1 MiB; null when there is none, or an empty one (reference, 2.5)
 * @param digest
 *            the package's digest, which signatures speak of: 64 hexadecimal digits
 * @param unpackedSize
 *            bytes of the payload's files
 * @param developer
 *            the subject of the developer certificate that was verified; null when none was asked for
 */
public record PackageFacts(PackageKey key, String version, Map<String, String> names, Map<String, String> descriptions,
        List<String> categories, BlobRef file, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BlobRef icon,
        String digest, long unpackedSize, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String developer) {

    public PackageFacts {
        Objects.requireNonNull(key, "the package is missing");
        Objects.requireNonNull(file, "the package's file is missing");
        Objects.requireNonNull(digest, "the package's digest is missing");
        version = version == null ? "" : version;
        names = sorted(names);
        descriptions = sorted(descriptions);
        categories = categories == null ? List.of() : List.copyOf(categories);
    }

    private static Map<String, String> sorted(@Nullable Map<String, String> texts) {
        // A catalogue holds many of these, most of them with one text or none.
        return texts == null || texts.size() <= 1
                ? texts == null ? Map.of() : Map.copyOf(texts)
                : Collections.unmodifiableMap(new TreeMap<>(texts));
    }
}
