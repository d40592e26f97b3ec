package io.packhouse.signing;

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.signing.cms.CmsSigner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignatureContentTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final String DIGEST = HexFormat.of().formatHex(CmsSigner.sha256(CONTENT));

    @Test
    void takesWhatGoesTogether() {
        assertThatCode(() -> {
            check(SignatureKind.AMPKG_DEVELOPER, "", null);
            check(SignatureKind.AMPKG_STORE, "", null);
            check(SignatureKind.AMPKG_STORE, "device\u0000with anything", null);
            check(SignatureKind.ARTIFACT, "", null);
            check(SignatureKind.XPI_PKCS7, "addon@example.org", CONTENT);
            check(SignatureKind.XPI_COSE, "{" + "a".repeat(200) + "}", CONTENT);
        }).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatDoesNot() {
        refused("has no qualifier", SignatureKind.AMPKG_DEVELOPER, "x", null);
        refused("has no qualifier", SignatureKind.ARTIFACT, "x", null);
        refused("a hardware id has at most", SignatureKind.AMPKG_STORE, "x".repeat(20_000), null);
        refused("names the add-on's id", SignatureKind.XPI_PKCS7, "", CONTENT);
        refused("names the add-on's id", SignatureKind.XPI_COSE, "a\nb", CONTENT);
        refused("brings the bytes that are signed", SignatureKind.XPI_COSE, "a", null);
        refused("but the signature is named", SignatureKind.XPI_COSE, "a", "else".getBytes(UTF_8));
        refused("the limit is 8388608", SignatureKind.XPI_COSE, "a", new byte[MakeSignature.CONTENT_LIMIT + 1]);
        refused("only an add-on's signature brings content", SignatureKind.ARTIFACT, "", CONTENT);
        refused("does not know signatures of that kind", SignatureKind.UNKNOWN, "", null);
    }

    private static void refused(String why, SignatureKind kind, String qualifier, byte @Nullable [] content) {
        assertThatThrownBy(() -> check(kind, qualifier, content)).isInstanceOf(FailureException.class)
                .hasMessageContaining(why);
    }

    private static void check(SignatureKind kind, String qualifier, byte @Nullable [] content) {
        SignatureContent.check(
                new MakeSignature(new SignatureName(kind, "key", "0".repeat(64), DIGEST, qualifier), content));
    }
}
