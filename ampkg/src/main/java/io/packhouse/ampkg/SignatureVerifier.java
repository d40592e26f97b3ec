package io.packhouse.ampkg;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** Verifies developer and store signatures against configured certificates, by the rules of the original (reference, 1.6). */
public final class SignatureVerifier {

    private final List<X509Certificate> anchors;

    private SignatureVerifier(List<X509Certificate> anchors) {
        this.anchors = anchors;
    }

    /**
     * A verifier that trusts the certificates of these PEM files, one or several in each.
     *
     * @throws PackageException
     *             when a file cannot be read or holds no certificate, in a sentence for the operator
     */
    public static SignatureVerifier trusting(List<Path> pemFiles) throws PackageException {
        throw new UnsupportedOperationException();
    }

    /**
     * Verifies a signature now.
     *
     * @param signature
     *            CMS SignedData in DER or BER
     * @param content
     *            what was signed, see {@link SignedContent}
     * @return the signer's certificate, of several the first
     * @throws PackageException
     *             when it does not hold; the message says why in a few words
     */
    public X509Certificate verify(byte[] signature, byte[] content) throws PackageException {
        throw new UnsupportedOperationException(anchors.toString());
    }
}
