package io.packhouse.signing.cms;

import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Map;

import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Tries what {@link CmsSigner} made. Trusts nobody: who the signer is, and whether that is right, the caller judges. */
public final class CmsVerifier {

    private CmsVerifier() {
    }

    /**
     * The embedded certificate of the one who signed.
     *
     * @param sha256
     *            of the content
     * @throws SignatureException
     *             when there is not exactly one signer with a certificate, or his signature is not over that content
     */
    public static X509Certificate signer(byte[] cms, byte[] sha256) throws GeneralSecurityException {
        try {
            var data = new CMSSignedData(Map.of(NISTObjectIdentifiers.id_sha256, sha256), cms);
            if (data.getSignerInfos().size() != 1) {
                throw new SignatureException("there is not exactly one signer");
            }
            SignerInformation signer = data.getSignerInfos().iterator().next();
            // The library's own interface is unchecked: a selector of certificates selects certificates.
            @SuppressWarnings("unchecked")
            var found = data.getCertificates().getMatches(signer.getSID());
            if (found.size() != 1) {
                throw new SignatureException("the signer's certificate is not embedded");
            }
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate((X509CertificateHolder) found.iterator().next());
            if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
                throw new SignatureException("the signature does not fit its certificate");
            }
            return certificate;
        } catch (CMSException | OperatorCreationException e) {
            throw new SignatureException("the signature does not hold: " + e.getMessage(), e);
        }
    }
}
