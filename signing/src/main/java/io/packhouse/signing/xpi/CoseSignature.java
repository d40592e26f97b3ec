package io.packhouse.signing.xpi;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.BigIntegers;

import io.packhouse.contracts.Failure;
import io.packhouse.signing.keys.SigningKey;

/**
 * {@code META-INF/cose.sig}: a detached COSE_Sign with one signature (RFC 9052, 4.1; repackaging reference, 12). Intermediate
 * certificates are in the protected header of the body, the signer's in that of the signature, both under label 4.
 */
final class CoseSignature {

    private static final int COSE_SIGN = 98;
    private static final int ALGORITHM = 1;
    private static final int KEY_ID = 4;
    private static final byte[] NO_EXTERNAL_DATA = {};

    private CoseSignature() {
    }

    /**
     * Signs.
     *
     * @param intermediates
     *            the certificates above the signer's, without the root
     * @param payload
     *            the bytes of {@code META-INF/cose.manifest}
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when COSE knows no such key
     */
    static byte[] over(SigningKey key, List<X509Certificate> intermediates, byte[] payload) {
        CoseAlgorithm algorithm = CoseAlgorithm.of(key).orElseThrow(() -> new Failure(Failure.Code.INVALID_REQUEST,
                "COSE signs with EC keys on P-256, P-384 or P-521; this key is another: " + key.certificate()
                        .getSubjectX500Principal())
                .exception());
        byte[] body = bodyHeader(intermediates);
        byte[] signer = new Cbor().map(2).integer(ALGORITHM).integer(algorithm.label()).integer(KEY_ID)
                .bytes(der(key.certificate())).toBytes();
        byte[] signature = raw(key.sign(algorithm.scheme(), toBeSigned(body, signer, payload)), algorithm.coordinate());
        return new Cbor().tag(COSE_SIGN).array(4).bytes(body).map(0).none().array(1)
                .array(3).bytes(signer).map(0).bytes(signature).toBytes();
    }

    /** What the signature is made over: Sig_structure of RFC 9052, 4.4. */
    static byte[] toBeSigned(byte[] body, byte[] signer, byte[] payload) {
        return new Cbor().array(5).text("Signature").bytes(body).bytes(signer).bytes(NO_EXTERNAL_DATA).bytes(payload)
                .toBytes();
    }

    private static byte[] bodyHeader(List<X509Certificate> intermediates) {
        Cbor header = new Cbor().map(1).integer(KEY_ID).array(intermediates.size());
        intermediates.forEach(certificate -> header.bytes(der(certificate)));
        return header.toBytes();
    }

    /** The two numbers of an ECDSA signature, each as long as the curve's, one after the other. */
    private static byte[] raw(byte[] asn1, int coordinate) {
        ASN1Sequence numbers = ASN1Sequence.getInstance(asn1);
        byte[] raw = new byte[2 * coordinate];
        for (int i = 0; i < 2; i++) {
            BigInteger number = ASN1Integer.getInstance(numbers.getObjectAt(i)).getPositiveValue();
            System.arraycopy(BigIntegers.asUnsignedByteArray(coordinate, number), 0, raw, i * coordinate, coordinate);
        }
        return raw;
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }
}
