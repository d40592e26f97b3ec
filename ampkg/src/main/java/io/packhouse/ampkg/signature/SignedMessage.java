package io.packhouse.ampkg.signature;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

import io.packhouse.ampkg.PackageException;

/**
 * A detached signature: CMS {@code SignedData}, whatever its content type. Content that is embedded in it is not looked at, nor
 * is what follows it.
 */
public final class SignedMessage {

    /** Those that nobody can make collisions for. The original takes MD5 and SHA-1 too. */
    private static final Set<ASN1ObjectIdentifier> DIGESTS = Set.of(NISTObjectIdentifiers.id_sha224,
            NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha384, NISTObjectIdentifiers.id_sha512,
            NISTObjectIdentifiers.id_sha512_224, NISTObjectIdentifiers.id_sha512_256, NISTObjectIdentifiers.id_sha3_224,
            NISTObjectIdentifiers.id_sha3_256, NISTObjectIdentifiers.id_sha3_384, NISTObjectIdentifiers.id_sha3_512);
    private static final Set<String> KEYS = Set.of("RSA", "EC");

    private final ContentInfo message;

    private SignedMessage(ContentInfo message) {
        this.message = message;
    }

    /**
     * Reads a signature in DER or BER.
     *
     * @throws PackageException
     *             when it is none
     */
    public static SignedMessage parse(byte[] bytes) throws PackageException {
        try (var in = new ASN1InputStream(bytes, true)) {
            return new SignedMessage(ContentInfo.getInstance(in.readObject()));
        } catch (IOException | RuntimeException broken) {
            // the library throws all kinds of runtime exceptions for ASN.1 that is well-formed and makes no sense
            throw new PackageException("it is no PKCS#7 signature", broken);
        }
    }

    /**
     * Checks that all signers signed this content.
     *
     * @return their certificates, at least one; their chains are not checked
     * @throws PackageException
     *             when one did not, when there is none, or when it is signed in a way that devices do not take
     */
    public List<X509Certificate> verify(byte[] content) throws PackageException {
        try {
            var signed = new CMSSignedData(new CMSProcessableByteArray(content), message);
            Collection<SignerInformation> signers = signed.getSignerInfos().getSigners();
            if (signers.isEmpty()) {
                throw new PackageException("it has no signer");
            }
            var certificates = new ArrayList<X509Certificate>();
            for (SignerInformation signer : signers) {
                certificates.add(verify(signed, signer));
            }
            return certificates;
        } catch (CMSException | CertificateException | OperatorCreationException broken) {
            throw new PackageException("signature failure: " + broken.getMessage(), broken);
        } catch (RuntimeException broken) {
            throw new PackageException("it is no PKCS#7 signature", broken);
        }
    }

    private static X509Certificate verify(CMSSignedData signed, SignerInformation signer)
            throws PackageException, CMSException, CertificateException, OperatorCreationException {
        if (signer.getSID().getIssuer() == null) {
            throw new PackageException("its signer is named by key id; issuer and serial number are expected");
        }
        if (!DIGESTS.contains(signer.getDigestAlgorithmID().getAlgorithm())) {
            throw new PackageException(
                    "its digest algorithm " + signer.getDigestAlgOID() + " is too weak; SHA-256 is expected");
        }
        if (signer.getEncryptionAlgOID().equals(PKCSObjectIdentifiers.id_RSASSA_PSS.getId())) {
            throw new PackageException("it is RSA-PSS; RSA with PKCS#1 v1.5 or ECDSA is expected");
        }
        X509Certificate certificate = certificate(signed, signer.getSID());
        if (!KEYS.contains(certificate.getPublicKey().getAlgorithm())) {
            throw new PackageException("its signer has a key for " + certificate.getPublicKey().getAlgorithm()
                    + "; RSA or EC is expected");
        }
        // built from the key, not from the certificate: else the certificate would be asked for at the time of signing
        if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
            throw new PackageException("signature failure: it was not made over this package and hardware id");
        }
        return certificate;
    }

    private static X509Certificate certificate(CMSSignedData signed, SignerId id)
            throws PackageException, CertificateException {
        @SuppressWarnings("unchecked") // the library's selector is of the raw kind
        Collection<X509CertificateHolder> matches = signed.getCertificates().getMatches(id);
        if (matches.isEmpty()) {
            throw new PackageException("its signer's certificate is not embedded");
        }
        return new JcaX509CertificateConverter().getCertificate(matches.iterator().next());
    }
}
