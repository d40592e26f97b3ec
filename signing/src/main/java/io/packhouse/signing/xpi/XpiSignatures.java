package io.packhouse.signing.xpi;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.keys.KeyType;
import io.packhouse.signing.keys.SigningKey;

/**
 * Signatures of add-ons. A CA's key signs no add-on: it issues a certificate for a fresh key, which does. Any other key signs
 * itself, where it is of the right type.
 */
public final class XpiSignatures {

    private XpiSignatures() {
    }

    /**
     * {@code META-INF/mozilla.rsa}: detached PKCS#7 by an RSA key, with the certificates up to the root, which verifiers have.
     *
     * @param signatureFile
     *            the bytes of {@code META-INF/mozilla.sf}
     * @throws FailureException
     *             {@code INVALID_REQUEST} when the key is neither RSA nor a CA's
     */
    public static byte[] pkcs7(SigningKey key, String addonId, byte[] signatureFile, Instant at) {
        SigningKey signer = key.isCa() ? AddonCertificate.issue(key, KeyType.RSA, addonId, at) : key;
        if (signer.type() != KeyType.RSA) {
            throw new Failure(Failure.Code.INVALID_REQUEST,
                    "META-INF/mozilla.rsa is signed by an RSA key or by that of a CA; this is an EC key").exception();
        }
        return CmsSigner.ofDigest(signer, CmsSigner.sha256(signatureFile), at, withoutRoot(signer));
    }

    /**
     * {@code META-INF/cose.sig}: detached COSE_Sign by an EC key.
     *
     * @param manifest
     *            the bytes of {@code META-INF/cose.manifest}
     * @throws FailureException
     *             {@code INVALID_REQUEST} when the key is neither on a curve of COSE's nor a CA's
     */
    public static byte[] cose(SigningKey key, String addonId, byte[] manifest, Instant at) {
        SigningKey signer = key.isCa() ? AddonCertificate.issue(key, KeyType.EC, addonId, at) : key;
        List<X509Certificate> embedded = withoutRoot(signer);
        return CoseSignature.over(signer, embedded.subList(1, embedded.size()), manifest);
    }

    /** The signer's certificate stays, whoever issued it. */
    private static List<X509Certificate> withoutRoot(SigningKey signer) {
        return signer.chain().stream().filter(one -> one.equals(signer.certificate())
                || !one.getSubjectX500Principal().equals(one.getIssuerX500Principal())).toList();
    }
}
