package io.packhouse.ampkg;

/** The end of a store-signed package: one small gzip member with the store signature's footer and the end of the archive. */
public final class StoreTail {

    private StoreTail() {
    }

    /**
     * The tail for a signature; the same signature gives the same bytes.
     *
     * @param storeSignature
     *            CMS SignedData in DER
     */
    public static byte[] of(byte[] storeSignature) {
        throw new UnsupportedOperationException();
    }
}
