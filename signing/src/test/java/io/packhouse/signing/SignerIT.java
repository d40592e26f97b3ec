package io.packhouse.signing;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.keys.KeyType;
import io.packhouse.signing.keys.SigningKey;
import io.packhouse.signing.keys.TestKeys;
import io.packhouse.signing.keys.TestKeys.Pair;
import io.packhouse.testkit.Tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is signed for each kind of signature of a name, as OpenSSL sees it. */
class SignerIT {

    private static final Pair ROOT = TestKeys.ca("Root", TestKeys.ec("secp256r1"));
    private static final SigningKey RSA = TestKeys.leaf("RSA", TestKeys.rsa(), ROOT).key();
    private static final SigningKey EC = TestKeys.leaf("EC", TestKeys.ec("secp256r1"), ROOT).key();
    private static final byte[] ARTIFACT = "#!/bin/sh\necho an installer\n".repeat(1000).getBytes(UTF_8);
    private static final byte[] DIGEST = CmsSigner.sha256("a package".getBytes(UTF_8));

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void packagesAreSignedOverTheBase64OfTheirDigest(KeyType type) throws Exception {
        byte[] text = Base64.getEncoder().encode(DIGEST);

        for (SignatureKind kind : new SignatureKind[]{SignatureKind.AMPKG_DEVELOPER, SignatureKind.AMPKG_STORE}) {
            byte[] signature = sign(type, kind, DIGEST, "");
            new OpenSsl(directory).verify("smime", signature, text, ROOT.certificate()).ok();
        }
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void packagesForADeviceAreSignedOverTheBase64OfTheirHmac(KeyType type) throws Exception {
        Tool.need("python3");
        String hmac = Tool.run(directory, "python3", "-c",
                "import base64, hmac, sys; print(base64.b64encode(hmac.digest(sys.argv[1].encode(), bytes.fromhex(sys.argv[2]),"
                        + " 'sha256')).decode(), end='')",
                "08:15:47:11", HexFormat.of().formatHex(DIGEST)).ok();

        byte[] signature = sign(type, SignatureKind.AMPKG_STORE, DIGEST, "08:15:47:11");

        assertThat(hmac).hasSize(44);
        new OpenSsl(directory).verify("cms", signature, hmac.getBytes(UTF_8), ROOT.certificate()).ok();
        assertThat(new OpenSsl(directory)
                .verify("cms", signature, Base64.getEncoder().encode(DIGEST), ROOT.certificate()).status()).isNotZero();
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void artifactsAreSignedThroughTheirDigestAlone(KeyType type) throws Exception {
        byte[] signature = sign(type, SignatureKind.ARTIFACT, CmsSigner.sha256(ARTIFACT), "");

        new OpenSsl(directory).verify("cms", signature, ARTIFACT, ROOT.certificate()).ok();
        assertThat(new OpenSsl(directory).verify("cms", signature, "else".getBytes(UTF_8), ROOT.certificate()).status())
                .isNotZero();
    }

    @Test
    void aSignatureByAnotherKeyOrOverAnotherNameDoesNotHold() throws Exception {
        MakeSignature wanted = wanted(SignatureKind.AMPKG_STORE, DIGEST, "one device", null);
        byte[] signature = Signer.sign(RSA, wanted, Instant.now());

        Signer.verify(RSA, wanted, signature);

        assertThatThrownBy(() -> Signer.verify(EC, wanted, signature)).isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("by another key: CN=RSA");
        assertThatThrownBy(() -> Signer.verify(RSA, wanted(SignatureKind.AMPKG_STORE, DIGEST, "another", null), signature))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void addonsAreSignedByAKeyThatTheCaCertified() throws Exception {
        Pair ca = TestKeys.ca("CA", TestKeys.rsa());
        byte[] content = "Manifest".getBytes(UTF_8);
        for (SignatureKind kind : new SignatureKind[]{SignatureKind.XPI_PKCS7, SignatureKind.XPI_COSE}) {
            MakeSignature wanted = wanted(kind, CmsSigner.sha256(content), "addon@example.org", content);
            byte[] signature = Signer.sign(ca.key(), wanted, Instant.now());

            Signer.verify(ca.key(), wanted, signature);
            assertThatThrownBy(() -> Signer.verify(TestKeys.ca("CA", TestKeys.ec("secp256r1")).key(), wanted, signature))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    private static byte[] sign(KeyType type, SignatureKind kind, byte[] digest, String qualifier) {
        return Signer.sign(type == KeyType.RSA ? RSA : EC, wanted(kind, digest, qualifier, null), Instant.now());
    }

    private static MakeSignature wanted(SignatureKind kind, byte[] digest, String qualifier, byte @Nullable [] content) {
        return new MakeSignature(
                new SignatureName(kind, "key", "0".repeat(64), HexFormat.of().formatHex(digest), qualifier), content);
    }
}
