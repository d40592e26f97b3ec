package io.packhouse.signing.xpi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.cms.KeyContentSigner;
import io.packhouse.signing.keys.KeyType;
import io.packhouse.signing.keys.SigningKey;
import io.packhouse.signing.keys.SoftwareKey;

/**
 * Issues certificates for one add-on and one signature (repackaging reference, 12): the key is made for it and forgotten with
 * it, so that nobody can ever sign another add-on in this one's name.
 */
final class AddonCertificate {

    private static final int CN_BYTES = 64;
    private static final int RSA_BITS = 2048;
    private static final String CURVE = "secp256r1";
    private static final int SERIAL_BITS = 127;
    /** Clocks of verifiers may be a little behind ours. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private AddonCertificate() {
    }

    /**
     * A fresh key whose certificate names the add-on.
     *
     * @param ca
     *            whose certificate may issue others
     * @param type
     *            RSA-2048 or EC on P-256
     * @param at
     *            from when the certificate is valid, some time before included; until the CA's is not
     */
    static SigningKey issue(SigningKey ca, KeyType type, String addonId, Instant at) {
        try {
            KeyPair pair = generator(type).generateKeyPair();
            X509Certificate issuer = ca.certificate();
            Date notBefore = Date.from(later(at.minus(EARLIER), issuer.getNotBefore().toInstant()));
            var builder = new X509v3CertificateBuilder(new JcaX509CertificateHolder(issuer).getSubject(), serial(),
                    notBefore, issuer.getNotAfter(), subject(addonId),
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            var ids = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
            builder.addExtension(Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(pair.getPublic()));
            builder.addExtension(Extension.authorityKeyIdentifier, false, ids.createAuthorityKeyIdentifier(issuer));
            byte[] der = builder.build(new KeyContentSigner(ca)).getEncoded();
            List<X509Certificate> chain = new ArrayList<>();
            chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der)));
            chain.addAll(ca.chain());
            return new SoftwareKey(type, pair.getPrivate(), chain);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java makes RSA and P-256 keys", e);
        }
    }

    /** The add-on's id, or the lower-case hexadecimal SHA-256 of it where a common name has no room for it. */
    static String commonName(String addonId) {
        byte[] utf8 = addonId.getBytes(StandardCharsets.UTF_8);
        return utf8.length <= CN_BYTES ? addonId : HexFormat.of().formatHex(CmsSigner.sha256(utf8));
    }

    private static X500Name subject(String addonId) {
        return new X500NameBuilder().addRDN(BCStyle.OU, "Production").addRDN(BCStyle.CN, commonName(addonId)).build();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1);
    }

    private static KeyPairGenerator generator(KeyType type) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type.name());
        if (type == KeyType.RSA) {
            generator.initialize(RSA_BITS);
        } else {
            generator.initialize(new ECGenParameterSpec(CURVE));
        }
        return generator;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
