package io.packhouse.gateway;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.CollectionStore;

import io.packhouse.ampkg.SignedContent;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.Signature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/** A small signing service: one authority, and keys that it certifies; it counts what it signs. */
final class TestSigner implements JobHandler {

    final AtomicInteger signed = new AtomicInteger();
    private final ObjectStore objects;
    private final KeyPair authority = pair();
    private final X509CertificateHolder authorityCertificate = certificate("Authority", authority, authority.getPrivate(),
            true);
    private volatile Certified current;

    private record Certified(PrivateKey key, X509CertificateHolder certificate) {
    }

    TestSigner(ObjectStore objects) throws Exception {
        this.objects = objects;
        this.current = certified();
    }

    private static KeyPair pair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private Certified certified() throws Exception {
        KeyPair key = pair();
        return new Certified(key.getPrivate(), certificate("Signer", key, authority.getPrivate(), false));
    }

    private static X509CertificateHolder certificate(String name, KeyPair key, PrivateKey issuer, boolean isAuthority)
            throws Exception {
        Instant now = Instant.now();
        return new X509v3CertificateBuilder(new X500Name("CN=Authority"), BigInteger.valueOf(System.nanoTime()),
                Date.from(now.minus(1, ChronoUnit.HOURS)), Date.from(now.plus(1, ChronoUnit.DAYS)),
                new X500Name("CN=" + name), SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority))
                .build(signer(issuer));
    }

    private static ContentSigner signer(PrivateKey key) throws Exception {
        return new JcaContentSignerBuilder("SHA256withRSA").build(key);
    }

    /** The key gets a new certificate; nothing is signed with the old one any more. */
    void renew() throws Exception {
        current = certified();
    }

    /** What signing would tell the registry of a key. */
    SigningKeys registered(String name, String... uses) throws Exception {
        X509CertificateHolder certificate = current.certificate();
        byte[] der = certificate.getEncoded();
        return new SigningKeys(List.of(new SigningKeys.Key(name, "RSA", Set.of(uses), hex(sha256(der)),
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant(),
                List.of(der, authorityCertificate.getEncoded()))));
    }

    /** The authority's certificate, as a file. */
    Path authority(Path directory) throws Exception {
        return Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(authorityCertificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    }

    @Override
    public String kind() {
        return Kind.SIGNATURE;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws Exception {
        SignatureName name = command.bodyAs(MakeSignature.class).name();
        signed.incrementAndGet();
        byte[] digest = HexFormat.of().parseHex(name.digest());
        byte[] signedDigest = name.kind() == SignatureKind.AMPKG_STORE
                ? sha256(SignedContent.of(digest, name.qualifier()))
                : digest;
        Signature signature = new Signature(name, Instant.now(), cms(signedDigest));
        return switch (objects.createOnce(name.objectKey(), Json.write(signature), Durability.POWER)) {
            case Created.New _ -> new JobResult(signature, List.of(), null);
            case Created.Existed existed -> new JobResult(Json.read(existed.bytes(), Signature.class), List.of(), null);
        };
    }

    private byte[] cms(byte[] digest) throws Exception {
        Certified mine = current;
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new SignerInfoGeneratorBuilder(_ -> known(digest))
                .build(signer(mine.key()), mine.certificate()));
        generator.addCertificates(new CollectionStore<>(List.of(mine.certificate(), authorityCertificate)));
        return generator.generate(new CMSAbsentContent(), false).toASN1Structure().getEncoded("DER");
    }

    private static DigestCalculator known(byte[] digest) {
        return new DigestCalculator() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
            }

            @Override
            public OutputStream getOutputStream() {
                return OutputStream.nullOutputStream();
            }

            @Override
            public byte[] getDigest() {
                return digest;
            }
        };
    }

    static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
