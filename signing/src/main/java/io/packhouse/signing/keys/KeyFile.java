package io.packhouse.signing.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.signing.keys.Pkcs12.WrongPasswordException;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A PKCS#12 file that was opened and tried: its private key signs, and what it signs fits its certificate. Whether the
 * certificate is valid now is another question.
 *
 * @param key
 *            what it holds
 * @param weaknesses
 *            what a careful operator would mend, in sentences without a subject; empty when nothing is
 */
public record KeyFile(SigningKey key, List<String> weaknesses) {

    private static final long LIMIT = 1024 * 1024;
    private static final byte[] PROBE = "Packhouse tries a key".getBytes(US_ASCII);

    public KeyFile {
        weaknesses = List.copyOf(weaknesses);
    }

    /**
     * Opens a file.
     *
     * @param password
     *            the file's; empty for none. Not kept
     * @throws FailureException
     *             {@code INVALID_REQUEST}, when it cannot be read, the password is wrong, or there is no key with a certificate
     *             in it; the message says which and names the file
     */
    public static KeyFile open(Path file, String password) {
        char[] characters = password.toCharArray();
        try {
            return open(file, characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** The same; the caller may overwrite the password afterwards. */
    public static KeyFile open(Path file, char[] password) {
        byte[] bytes = content(file);
        try {
            Pkcs12 content = Pkcs12.read(bytes, password);
            SigningKey key = key(file, content);
            return new KeyFile(key, Weaknesses.of(file, content, key.certificate()));
        } catch (WrongPasswordException e) {
            throw wrong(file,
                    (password.length == 0 ? "does not open with an empty password" : "does not open with this password")
                            + ": " + e.getMessage(),
                    e);
        } catch (PKCSException | CertificateException e) {
            throw wrong(file, "holds something that is not understood: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw e instanceof FailureException known ? known : wrong(file, notPkcs12(bytes), e);
        }
    }

    private static byte[] content(Path file) {
        try {
            if (Files.size(file) > LIMIT) {
                throw wrong(file, "is larger than " + LIMIT + " bytes and thus no key file", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw wrong(file, "is not there", e);
        } catch (IOException e) {
            throw wrong(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static SigningKey key(Path file, Pkcs12 content) throws IOException {
        if (content.keys().size() != 1) {
            throw wrong(file, "holds " + content.keys().size() + " private keys; exactly one is right", null);
        }
        PrivateKeyInfo info = content.keys().getFirst();
        KeyType type = type(info).orElseThrow(() -> wrong(file, "holds a private key that is neither RSA nor EC", null));
        PrivateKey key;
        byte[] signed;
        try {
            key = KeyFactory.getInstance(type.name()).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
            signed = SoftwareKey.sign(key, type.sha256(), PROBE);
        } catch (GeneralSecurityException e) {
            throw wrong(file, "holds a private key that Java does not take: RSA, or EC on P-256, P-384 or P-521 is right",
                    e);
        }
        X509Certificate own = content.certificates().stream().filter(one -> verifies(signed, type, one)).findFirst()
                .orElseThrow(() -> wrong(file, content.certificates().isEmpty()
                        ? "holds no certificate"
                        : "holds no certificate that fits its private key", null));
        return new SoftwareKey(type, key, CertificateOrder.from(own, content.certificates()));
    }

    private static Optional<KeyType> type(PrivateKeyInfo info) {
        var algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        return algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
                ? Optional.of(KeyType.RSA)
                : algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? Optional.of(KeyType.EC) : Optional.empty();
    }

    /** Tried, not compared: this is also the proof that the key signs. */
    private static boolean verifies(byte[] signed, KeyType type, X509Certificate certificate) {
        try {
            var verification = Signature.getInstance(type.sha256().javaName());
            verification.initVerify(certificate.getPublicKey());
            verification.update(PROBE);
            return verification.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String notPkcs12(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 11), US_ASCII).startsWith("-----BEGIN")
                ? "is PEM, not PKCS#12: 'openssl pkcs12 -export' makes the one of the other"
                : "is no PKCS#12 file, or a part of one";
    }

    private static FailureException wrong(Path file, String what, @Nullable Throwable cause) {
        Failure failure = new Failure(Failure.Code.INVALID_REQUEST, "the key file " + file + " " + what);
        return cause == null ? failure.exception() : failure.exception(cause);
    }
}
