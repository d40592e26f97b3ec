package io.packhouse.signing.cms;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.signing.OpenSsl;
import io.packhouse.signing.keys.TestKeys;
import io.packhouse.signing.keys.TestKeys.Pair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Detached signatures, as OpenSSL judges them. */
class CmsSignerIT {

    private static final byte[] CONTENT = "what is signed\n".getBytes(UTF_8);
    private static final Pair ROOT = TestKeys.ca("Root", TestKeys.ec("secp256r1"));
    private static final Pair MIDDLE = TestKeys.issued("Middle", TestKeys.ec("secp256r1"), ROOT, true, TestKeys.FROM,
            TestKeys.UNTIL);

    @TempDir
    Path directory;

    static Stream<KeyPair> everyType() {
        return Stream.of(TestKeys.rsa(), TestKeys.ec("secp256r1"), TestKeys.ec("secp384r1"), TestKeys.ec("secp521r1"));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void areAcceptedByBothCommandsWithTheirChainAndForThatContentOnly(KeyPair pair) throws Exception {
        var openssl = new OpenSsl(directory);
        Pair leaf = TestKeys.leaf("Leaf", pair, MIDDLE);

        byte[] signature = CmsSigner.detached(leaf.key(), CONTENT);

        openssl.verify("cms", signature, CONTENT, ROOT.certificate()).ok();
        openssl.verify("smime", signature, CONTENT, ROOT.certificate()).ok();
        assertThat(openssl.verify("cms", signature, new byte[]{1}, ROOT.certificate()).status()).isNotZero();
        assertThat(openssl.verify("cms", signature, CONTENT, TestKeys.ca("Root", TestKeys.ec("secp256r1")).certificate())
                .status()).isNotZero();
        assertThat(CmsVerifier.signer(signature, CmsSigner.sha256(CONTENT))).isEqualTo(leaf.certificate());
    }

    @Test
    void lookLikeThoseThatOpenSslMakes() throws Exception {
        var openssl = new OpenSsl(directory);
        Pair leaf = TestKeys.leaf("Leaf", TestKeys.rsa(), null);

        String structure = openssl.structure(CmsSigner.ofDigest(leaf.key(), CmsSigner.sha256(CONTENT),
                Instant.parse("2026-11-21T12:00:00.9Z"), leaf.chain()));

        assertThat(structure).contains("contentType: pkcs7-signedData (1.2.840.113549.1.7.2)", "d.issuerAndSerialNumber:",
                "eContentType: pkcs7-data (1.2.840.113549.1.7.1)", "eContent: <ABSENT>", "UTCTIME:Nov 21 12:00:00 2026 GMT",
                "algorithm: rsaEncryption (1.2.840.113549.1.1.1)", "unsignedAttrs:");
        // Of the whole, of the certificate (which counts from 0), of the signer.
        assertThat(structure.lines().map(String::strip).filter(line -> line.startsWith("version: ")))
                .containsExactly("version: 1", "version: 2", "version: 1");
        // Before them come the certificate's extensions.
        assertThat(structure.lines().map(String::strip).dropWhile(line -> !line.equals("signedAttrs:"))
                .filter(line -> line.startsWith("object: ")))
                .containsExactlyInAnyOrder("object: contentType (1.2.840.113549.1.9.3)",
                        "object: signingTime (1.2.840.113549.1.9.5)", "object: messageDigest (1.2.840.113549.1.9.4)");
    }
}
