package io.packhouse.ampkg;

import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.writing.StoredMember;

/**
 * The end of a store-signed package: one small gzip member with the store signature's footer and the end of the archive. It is
 * not compressed: some 5 KiB whose bytes depend on nothing but the signature.
 */
public final class StoreTail {

    private StoreTail() {
    }

    /**
     * The tail for a signature; the same signature gives the same bytes, on every machine.
     *
     * @param storeSignature
     *            CMS SignedData in DER
     */
    public static byte[] of(byte[] storeSignature) {
        return StoredMember.ending(PackageFooter.ofStoreSignature(storeSignature));
    }
}
