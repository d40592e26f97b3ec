package io.packhouse.ampkg;

/** What exactly is signed of a package (reference, 1.6). */
public final class SignedContent {

    private SignedContent() {
    }

    /**
     * The 44 ASCII characters that a signature is made over.
     *
     * @param digest
     *            the package's digest, 32 bytes
     * @param hardwareId
     *            the device's, for a store signature; empty for none
     */
    public static byte[] of(byte[] digest, String hardwareId) {
        throw new UnsupportedOperationException();
    }
}
