package io.packhouse.signing.xpi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.FailureException;
import io.packhouse.signing.OpenSsl;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.cms.CmsVerifier;
import io.packhouse.signing.keys.TestKeys;
import io.packhouse.signing.keys.TestKeys.Pair;
import io.packhouse.testkit.Tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signatures of add-ons, judged by OpenSSL and by a verifier of COSE that is not ours. */
class XpiSignaturesIT {

    private static final String ID = "jid1-AbCdEfGhIjKlMn@jetpack";
    private static final byte[] CONTENT = "Signature-Version: 1.0\nSHA256-Digest-Manifest: x\n\n".getBytes(UTF_8);
    private static final Pair ROOT = TestKeys.ca("Root", TestKeys.rsa());
    private static final Pair CA = TestKeys.issued("Add-ons", TestKeys.ec("secp384r1"), ROOT, true, TestKeys.FROM,
            TestKeys.UNTIL);

    @TempDir
    Path directory;
    private OpenSsl openssl;
    private Instant now;

    @BeforeEach
    void begin() {
        openssl = new OpenSsl(directory);
        now = Instant.now();
    }

    @Test
    void pkcs7IsByAFreshRsaKeyWhoseCertificateNamesTheAddon() throws Exception {
        byte[] signature = XpiSignatures.pkcs7(CA.key(), ID, CONTENT, now);
        byte[] other = XpiSignatures.pkcs7(CA.key(), ID, CONTENT, now);

        openssl.verify("cms", signature, CONTENT, ROOT.certificate(), "-purpose", "any").ok();
        assertThat(openssl.verify("cms", signature, new byte[]{1}, ROOT.certificate(), "-purpose", "any").status())
                .isNotZero();
        X509Certificate signer = CmsVerifier.signer(signature, CmsSigner.sha256(CONTENT));
        assertThat(openssl.text(signer)).contains("OU = Production, CN = " + ID, "Digital Signature", "Code Signing",
                "Public-Key: (2048 bit)", "Issuer: CN = Add-ons").doesNotContain("CA:TRUE");
        assertThat(signer.getPublicKey())
                .isNotEqualTo(CmsVerifier.signer(other, CmsSigner.sha256(CONTENT)).getPublicKey());
        assertThat(openssl.structure(signature)).contains("CN=Add-ons").doesNotContain("subject: CN=Root");
    }

    @Test
    void coseIsByAFreshKeyAndHoldsForOthersToo() throws Exception {
        Tool.need("python3");
        byte[] signature = XpiSignatures.cose(CA.key(), ID, CONTENT, now);

        Tool.Ran foreign = verifiedByPython(signature, CONTENT);

        assertThat(foreign.ok()).contains("alg -7", "intermediates 1", "Verified OK");
        assertThat(verifiedByPython(signature, "else".getBytes(UTF_8)).status()).isNotZero();
        X509Certificate signer = CoseVerifier.signer(signature, CONTENT);
        assertThat(openssl.text(signer)).contains("OU = Production, CN = " + ID, "prime256v1", "Code Signing");
        signer.verify(CA.certificate().getPublicKey());
        assertThatThrownBy(() -> CoseVerifier.signer(signature, new byte[]{1}))
                .hasMessage("the signature does not fit its certificate");
    }

    @Test
    void aKeyThatIsNoCasSignsItselfWhereItIsOfTheRightType() throws Exception {
        Tool.need("python3");
        Pair rsa = TestKeys.leaf("Signer", TestKeys.rsa(), CA);
        Pair ec = TestKeys.leaf("Signer", TestKeys.ec("secp384r1"), CA);

        assertThat(CmsVerifier.signer(XpiSignatures.pkcs7(rsa.key(), ID, CONTENT, now), CmsSigner.sha256(CONTENT)))
                .isEqualTo(rsa.certificate());
        byte[] cose = XpiSignatures.cose(ec.key(), ID, CONTENT, now);
        assertThat(CoseVerifier.signer(cose, CONTENT)).isEqualTo(ec.certificate());
        assertThat(verifiedByPython(cose, CONTENT).ok()).contains("alg -35", "Verified OK");
        assertThatThrownBy(() -> XpiSignatures.pkcs7(ec.key(), ID, CONTENT, now)).isInstanceOf(FailureException.class)
                .hasMessageContaining("META-INF/mozilla.rsa is signed by an RSA key");
        assertThatThrownBy(() -> XpiSignatures.cose(rsa.key(), ID, CONTENT, now)).isInstanceOf(FailureException.class)
                .hasMessageContaining("COSE signs with EC keys");
    }

    @Test
    void aLongIdIsNamedByItsDigest() throws Exception {
        String id = "ä".repeat(33) + "@example.org";

        X509Certificate signer = CoseVerifier.signer(XpiSignatures.cose(CA.key(), id, CONTENT, now), CONTENT);

        assertThat(signer.getSubjectX500Principal().getName())
                .isEqualTo("CN=" + HexFormat.of().formatHex(CmsSigner.sha256(id.getBytes(UTF_8))) + ",OU=Production");
        assertThat(AddonCertificate.commonName("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(AddonCertificate.commonName("x".repeat(65))).matches("[0-9a-f]{64}");
    }

    @Test
    void damagedCoseIsRefusedAndNothingElse() {
        byte[] good = XpiSignatures.cose(CA.key(), ID, CONTENT, now);
        var random = new java.util.Random(17);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = i % 2 == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (damaged.length > 0) {
                damaged[random.nextInt(Math.min(damaged.length, 60))] ^= (byte) (1 + random.nextInt(255));
            }
            assertThatThrownBy(() -> CoseVerifier.signer(damaged, CONTENT)).as("seed 17, %d", i)
                    .isInstanceOf(java.security.GeneralSecurityException.class);
        }
    }

    /** Takes COSE apart by itself, puts together what was signed by itself, and lets OpenSSL judge. */
    private Tool.Ran verifiedByPython(byte[] signature, byte[] content) throws Exception {
        Files.write(directory.resolve("cose.sig"), signature);
        Files.write(directory.resolve("cose.manifest"), content);
        try (var script = XpiSignaturesIT.class.getResourceAsStream("/verify_cose.py")) {
            Files.write(directory.resolve("verify_cose.py"), java.util.Objects.requireNonNull(script).readAllBytes());
        }
        return Tool.run(directory, "python3", "verify_cose.py", "cose.sig", "cose.manifest");
    }
}
