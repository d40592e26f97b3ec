package io.packhouse.ampkg;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.ampkg.signature.PemCertificates;
import io.packhouse.ampkg.signature.SignedMessage;
import io.packhouse.ampkg.signature.TrustChain;

/**
 * Verifies developer and store signatures against configured certificates, by the rules of the original (reference, 1.6). Safe
 * for use by several threads.
 */
public final class SignatureVerifier {

    private final TrustChain chain;

    private SignatureVerifier(List<X509Certificate> anchors) {
        this.chain = new TrustChain(anchors);
    }

    /**
     * A verifier that trusts the certificates of these PEM files, one or several in each.
     *
     * @throws PackageException
     *             when a file cannot be read or holds no certificate, in a sentence for the operator
     */
    public static SignatureVerifier trusting(List<Path> pemFiles) throws PackageException {
        var certificates = new ArrayList<X509Certificate>();
        for (Path file : pemFiles) {
            certificates.addAll(PemCertificates.read(file));
        }
        return new SignatureVerifier(certificates);
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
        List<X509Certificate> signers = SignedMessage.parse(signature).verify(content);
        for (X509Certificate signer : signers) {
            chain.require(signer);
        }
        return signers.getFirst();
    }
}
