package io.packhouse.ampkg;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a package that was read to its end says of itself; its digest was checked, its signatures were not.
 *
 * @param headerId
 *            {@code packageId} of the header
 * @param id
 *            of the manifest
 * @param version
 *            of the manifest, empty when it has none
 * @param names
 *            by locale
 * @param descriptions
 *            by locale
 * @param categories
 *            sorted by code point, duplicates kept
 * @param architecture
 *            a token such as {@code linux_x86_64}; empty for a platform independent package
 * @param icon
 *            {@code icon.png} of the root, below 1 MiB; null when there is none, or an empty one
 * @param digest
 *            32 bytes
 * @param developerSignature
 *            DER; null when there is none
 * @param storeSignature
 *            DER; null when there is none
 * @param unpackedSize
 *            bytes of the payload's files
 * @param entries
 *            files and directories of the payload
 */
public record InspectedPackage(String headerId, String id, String version, Map<String, String> names,
        Map<String, String> descriptions, List<String> categories, String architecture, byte @Nullable [] icon,
        byte[] digest, byte @Nullable [] developerSignature, byte @Nullable [] storeSignature, long unpackedSize,
        int entries) {
}
