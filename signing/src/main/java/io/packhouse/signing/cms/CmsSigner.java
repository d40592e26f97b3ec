package io.packhouse.signing.cms;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.CollectionStore;

import io.packhouse.signing.keys.SigningKey;

/**
 * Makes detached CMS SignedData as OpenSSL does by default (package server reference, 1.6): version 1, content type data,
 * SHA-256, the signer named by issuer and serial number, with the signed attributes contentType, signingTime and
 * messageDigest, RSA PKCS#1 v1.5 or ECDSA; the chain is embedded. In DER.
 *
 * <p>
 * There are no unsigned attributes; a time stamp (RFC 3161) would be the first one, and this is the only place that would know.
 */
public final class CmsSigner {

    private CmsSigner() {
    }

    /** Signs bytes, now, with the key's whole chain. */
    public static byte[] detached(SigningKey key, byte[] content) {
        return ofDigest(key, sha256(content), Instant.now(), key.chain());
    }

    /**
     * Signs content of which only the digest is known; the signature is the same as if the content had been there.
     *
     * @param sha256
     *            of the content, 32 bytes
     * @param at
     *            the signing time, which CMS knows to the second
     * @param embedded
     *            the certificates that go with it, the signer's among them
     */
    public static byte[] ofDigest(SigningKey key, byte[] sha256, Instant at, List<X509Certificate> embedded) {
        try {
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new SignerInfoGeneratorBuilder(new KnownDigest(sha256))
                    .setSignedAttributeGenerator(new SignedAttributes(at))
                    .build(new KeyContentSigner(key), new JcaX509CertificateHolder(key.certificate())));
            generator.addCertificates(new CollectionStore<>(holders(embedded)));
            return generator.generate(new CMSAbsentContent(), false).toASN1Structure().getEncoded(ASN1Encoding.DER);
        } catch (CMSException | OperatorCreationException | CertificateEncodingException | IOException e) {
            throw new IllegalStateException("a signature in memory cannot fail", e);
        }
    }

    /** The digest that these signatures are made over. */
    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<X509CertificateHolder> holders(List<X509Certificate> certificates)
            throws CertificateEncodingException {
        List<X509CertificateHolder> holders = new ArrayList<>();
        for (X509Certificate certificate : certificates) {
            holders.add(new JcaX509CertificateHolder(certificate));
        }
        return holders;
    }
}
