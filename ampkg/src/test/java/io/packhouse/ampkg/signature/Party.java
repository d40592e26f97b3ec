package io.packhouse.ampkg.signature;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody with a key and a certificate, for tests: a root, an authority below it, or a signer. */
public record Party(KeyPair keys, X509Certificate certificate) {

    private static final Duration LIFE = Duration.ofDays(30);

    /** What a certificate says; by default a signer's for now. */
    public record Wish(String name, boolean authority, Instant from, Instant until, int usage, int pathLength,
            String digest) {

        public Wish(String name) {
            this(name, false, Instant.now().minus(LIFE), Instant.now().plus(LIFE), 0, -1, "SHA256");
        }

        public Wish asAuthority() {
            return new Wish(name, true, from, until, usage, pathLength, digest);
        }

        public Wish valid(Instant since, Instant till) {
            return new Wish(name, authority, since, till, usage, pathLength, digest);
        }

        public Wish forUse(int bits) {
            return new Wish(name, authority, from, until, bits, pathLength, digest);
        }

        public Wish withPath(int length) {
            return new Wish(name, authority, from, until, usage, length, digest);
        }

        public Wish signedWith(String algorithm) {
            return new Wish(name, authority, from, until, usage, pathLength, algorithm);
        }
    }

    /** New keys: {@code RSA} with 2048 bits, or the name of a curve. */
    public static KeyPair newKeys(String kind) throws GeneralSecurityException {
        KeyPairGenerator generator;
        if (kind.equals("RSA")) {
            generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
        } else {
            generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(kind));
        }
        return generator.generateKeyPair();
    }

    public static Party selfSigned(KeyPair keys, Wish wish) throws GeneralSecurityException, IOException {
        return new Party(keys, certificate(wish, keys, wish.name, keys));
    }

    /** A root in the old form, which does not say that it is one. */
    public static Party version1(KeyPair keys, String name) throws GeneralSecurityException {
        try {
            var principal = new X500Principal("CN=" + name);
            var builder = new JcaX509v1CertificateBuilder(principal, BigInteger.ONE, Date.from(Instant.now().minus(LIFE)),
                    Date.from(Instant.now().plus(LIFE)), principal, keys.getPublic());
            return new Party(keys, new JcaX509CertificateConverter().getCertificate(builder.build(signer(keys, "SHA256"))));
        } catch (OperatorCreationException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }

    public Party issue(KeyPair subject, Wish wish) throws GeneralSecurityException, IOException {
        String name = certificate.getSubjectX500Principal().getName().substring("CN=".length());
        return new Party(subject, certificate(wish, subject, name, keys));
    }

    /** Both in one PEM file, as {@code openssl cms -sign -signer} takes it. */
    public Path save(Path directory, String name) throws IOException {
        return Files.writeString(directory.resolve(name),
                pem(certificate) + pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
    }

    public static String pem(Object thing) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(thing);
        }
        return text.toString();
    }

    private static X509Certificate certificate(Wish wish, KeyPair subject, String issuer, KeyPair issuerKeys)
            throws GeneralSecurityException, CertIOException {
        var builder = new JcaX509v3CertificateBuilder(new X500Principal("CN=" + issuer), new BigInteger(63, new Random()),
                Date.from(wish.from), Date.from(wish.until), new X500Principal("CN=" + wish.name), subject.getPublic());
        builder.addExtension(Extension.subjectKeyIdentifier, false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(subject.getPublic()));
        if (wish.authority) {
            builder.addExtension(Extension.basicConstraints, true,
                    wish.pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(wish.pathLength));
        }
        if (wish.usage != 0) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(wish.usage));
        }
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerKeys, wish.digest)));
        } catch (OperatorCreationException impossible) {
            throw new GeneralSecurityException(impossible);
        }
    }

    private static ContentSigner signer(KeyPair keys, String digest) throws OperatorCreationException {
        String key = keys.getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
        return new JcaContentSignerBuilder(digest + "with" + key).build(keys.getPrivate());
    }
}
