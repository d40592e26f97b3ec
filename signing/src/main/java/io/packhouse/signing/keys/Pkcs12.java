package io.packhouse.signing.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * The content of a PKCS#12 file (RFC 7292). Bouncy Castle reads it, because Java's own reader takes no passwords beyond ASCII
 * for modern encryption and hides certificates that are not of the key's chain.
 *
 * @param keys
 *            private keys in the order of the file
 * @param certificates
 *            all of them, in the order of the file
 * @param oldEncryption
 *            whether something in it is encrypted by RC2, 3DES or the like
 */
record Pkcs12(List<PrivateKeyInfo> keys, List<X509Certificate> certificates, boolean oldEncryption) {

    /** Never registered with the JVM, so that nobody else gets it by accident. */
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** The password does not open the file. */
    static final class WrongPasswordException extends Exception {
        WrongPasswordException(String message) {
            super(message);
        }
    }

    /**
     * Reads a file's bytes.
     *
     * @throws IOException
     *             when they are no PKCS#12
     * @throws PKCSException
     *             when something in it is of a kind that we do not know
     * @throws WrongPasswordException
     *             when the password is not the file's
     */
    static Pkcs12 read(byte[] file, char[] password)
            throws IOException, PKCSException, CertificateException, WrongPasswordException {
        PKCS12PfxPdu pfx = new PKCS12PfxPdu(file);
        if (pfx.hasMac()) {
            Derivation.check(pfx.toASN1Structure().getMacData().getIterationCount());
        }
        return new Reading(pfx, opening(pfx, password)).read();
    }

    /**
     * The password in the form that opens the file. An empty one has two forms, no bytes and two zero bytes, and programs
     * write both (OpenSSL tries both); a single zero character derives the same keys as the latter.
     */
    private static char[] opening(PKCS12PfxPdu pfx, char[] password) throws PKCSException, WrongPasswordException {
        char[] zero = {0};
        if (!pfx.hasMac()) {
            return password.length == 0 ? zero : password;
        }
        var mac = new JcePKCS12MacCalculatorBuilderProvider().setProvider(BOUNCY_CASTLE);
        if (password.length > 0) {
            if (pfx.isMacValid(mac, password)) {
                return password;
            }
        } else if (pfx.isMacValid(mac, zero)) {
            return zero;
        } else if (pfx.isMacValid(mac, password)) {
            return password;
        }
        throw new WrongPasswordException("the file's check sum does not fit the password");
    }

    private static final class Reading {

        private final PKCS12PfxPdu pfx;
        private final InputDecryptorProvider decryption;
        private final List<PrivateKeyInfo> keys = new ArrayList<>();
        private final List<X509Certificate> certificates = new ArrayList<>();
        private boolean old;

        Reading(PKCS12PfxPdu pfx, char[] password) {
            this.pfx = pfx;
            this.decryption = new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(BOUNCY_CASTLE).build(password);
        }

        Pkcs12 read() throws CertificateException, WrongPasswordException, PKCSException, IOException {
            for (ContentInfo part : pfx.getContentInfos()) {
                for (var bag : bags(part).getSafeBags()) {
                    switch (bag.getBagValue()) {
                        case PKCS8EncryptedPrivateKeyInfo encrypted -> keys.add(decrypted(encrypted));
                        case PrivateKeyInfo plain -> keys.add(plain);
                        case X509CertificateHolder certificate -> certificates.add(parsed(certificate));
                        default -> {
                            // Revocation lists and secrets are none of ours.
                        }
                    }
                }
            }
            return new Pkcs12(List.copyOf(keys), List.copyOf(certificates), old);
        }

        private PKCS12SafeBagFactory bags(ContentInfo part) throws PKCSException, WrongPasswordException {
            if (!part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
                return new PKCS12SafeBagFactory(part);
            }
            note(EncryptedData.getInstance(part.getContent()).getEncryptionAlgorithm());
            try {
                return new PKCS12SafeBagFactory(part, decryption);
            } catch (PKCSException | IllegalArgumentException e) {
                throw undecipherable(e);
            }
        }

        private PrivateKeyInfo decrypted(PKCS8EncryptedPrivateKeyInfo encrypted)
                throws WrongPasswordException, PKCSException {
            note(encrypted.toASN1Structure().getEncryptionAlgorithm());
            try {
                return encrypted.decryptPrivateKeyInfo(decryption);
            } catch (PKCSException | IllegalArgumentException e) {
                throw undecipherable(e);
            }
        }

        /** Where the file has no check sum, a wrong password shows here, as noise. */
        private WrongPasswordException undecipherable(Exception e) throws PKCSException {
            if (!pfx.hasMac()) {
                return new WrongPasswordException("its content does not decipher to anything");
            }
            throw new PKCSException("the content is encrypted in a way that is not known", e);
        }

        private void note(AlgorithmIdentifier encryption) throws PKCSException {
            old |= !encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2);
            Derivation.check(encryption);
        }

        private static X509Certificate parsed(X509CertificateHolder certificate) throws CertificateException, IOException {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(certificate.toASN1Structure().getEncoded(ASN1Encoding.DER)));
        }
    }
}
