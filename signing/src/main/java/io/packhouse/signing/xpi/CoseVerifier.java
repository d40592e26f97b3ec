package io.packhouse.signing.xpi;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/** Tries what {@link CoseSignature} made. Trusts nobody: whether the signer is the right one, the caller judges. */
public final class CoseVerifier {

    private CoseVerifier() {
    }

    /**
     * The embedded certificate of the one who signed.
     *
     * @throws GeneralSecurityException
     *             when the bytes are no COSE_Sign of the form that add-ons have, or the signature is not over {@code payload}
     */
    public static X509Certificate signer(byte[] cose, byte[] payload) throws GeneralSecurityException {
        var in = new CborReader(cose);
        expect(in.tag() == 98 && in.array() == 4, "this is no COSE_Sign");
        byte[] body = in.bytes();
        expect(in.map() == 0, "the body's unprotected header is not empty");
        in.none();
        expect(in.array() == 1 && in.array() == 3, "there is not exactly one signature");
        byte[] header = in.bytes();
        expect(in.map() == 0, "the signature's unprotected header is not empty");
        byte[] signature = in.bytes();
        in.end();
        return verified(header, CoseSignature.toBeSigned(body, header, payload), signature);
    }

    private static X509Certificate verified(byte[] header, byte[] signed, byte[] signature) throws GeneralSecurityException {
        var in = new CborReader(header);
        expect(in.map() == 2 && in.integer() == 1, "the signature's header names no algorithm");
        int label = in.integer();
        expect(in.integer() == 4, "the signature's header has no certificate");
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(in.bytes()));
        in.end();
        CoseAlgorithm algorithm = Arrays.stream(CoseAlgorithm.values()).filter(one -> one.label() == label).findFirst()
                .orElseThrow(() -> new SignatureException("the algorithm " + label + " is not known"));
        var verification = Signature.getInstance(algorithm.scheme().javaName() + "inP1363Format");
        verification.initVerify(certificate.getPublicKey());
        verification.update(signed);
        expect(verification.verify(signature), "the signature does not fit its certificate");
        return certificate;
    }

    private static void expect(boolean holds, String otherwise) throws SignatureException {
        if (!holds) {
            throw new SignatureException(otherwise);
        }
    }
}
