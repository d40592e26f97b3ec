package io.packhouse.ampkg;

import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;

/**
 * What stands around the payload of a package whose digest was found right: all that {@code appman-packager} prints of one.
 *
 * @param footer
 *            with the digest and the signatures, which were not verified
 */
public record PackageMetadata(PackageHeader header, PackageFooter footer) {
}
