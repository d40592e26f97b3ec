package io.packhouse.signing.keys;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Keys with certificates for tests, and the files that hold them, written by Java's own key store. */
public final class TestKeys {

    /** When certificates begin to be valid, unless somebody says otherwise. */
    public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    /** When they end. */
    public static final Instant UNTIL = Instant.parse("2046-01-01T00:00:00Z");

    private static final AtomicInteger SERIAL = new AtomicInteger(1000);

    private TestKeys() {
    }

    /** A key pair with its chain. */
    public record Pair(KeyPair keys, List<X509Certificate> chain) {

        public SigningKey key() {
            return new SoftwareKey(keys.getPrivate().getAlgorithm().equals("RSA") ? KeyType.RSA : KeyType.EC,
                    keys.getPrivate(), chain);
        }

        public X509Certificate certificate() {
            return chain.getFirst();
        }

        /** Writes a PKCS#12 file. */
        public Path write(Path file, String password) throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("key", keys.getPrivate(), password.toCharArray(), chain.toArray(Certificate[]::new));
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        }
    }

    public static KeyPair rsa() {
        return generated("RSA", null);
    }

    public static KeyPair ec(String curve) {
        return generated("EC", curve);
    }

    /** A self-signed CA. */
    public static Pair ca(String name, KeyPair keys) {
        return issued(name, keys, null, true, FROM, UNTIL);
    }

    /** A certificate under {@code issuer}, or self-signed when there is none. */
    public static Pair leaf(String name, KeyPair keys, @Nullable Pair issuer) {
        return issued(name, keys, issuer, false, FROM, UNTIL);
    }

    public static Pair issued(String name, KeyPair keys, @Nullable Pair issuer, boolean ca, Instant from, Instant until) {
        try {
            KeyPair signing = issuer == null ? keys : issuer.keys();
            X500Name subject = new X500Name("CN=" + name);
            X500Name by = issuer == null
                    ? subject
                    : new X500Name(issuer.certificate().getSubjectX500Principal().getName());
            var builder = new X509v3CertificateBuilder(by, BigInteger.valueOf(SERIAL.incrementAndGet()), Date.from(from),
                    Date.from(until), subject, SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            String algorithm = signing.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(signing.getPrivate())).getEncoded();
            List<X509Certificate> chain = new ArrayList<>();
            chain.add((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der)));
            if (issuer != null) {
                chain.addAll(issuer.chain());
            }
            return new Pair(keys, List.copyOf(chain));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair generated(String algorithm, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve == null) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
