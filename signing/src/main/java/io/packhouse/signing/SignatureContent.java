package io.packhouse.signing;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.signing.cms.CmsSigner;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/** What exactly is signed, by the signature's name and, for add-ons, by the bytes that the command brings. */
final class SignatureContent {

    /** Longer ids than any that add-ons have. */
    private static final int ADDON_ID_BYTES = 1024;
    private static final int HARDWARE_ID_BYTES = 16 * 1024;

    private SignatureContent() {
    }

    /**
     * Checks whether what a command brings goes together.
     *
     * @throws FailureException
     *             {@code INVALID_REQUEST} when it does not
     */
    static void check(MakeSignature command) {
        SignatureName name = command.name();
        byte[] content = command.content();
        int qualifier = name.qualifier().getBytes(UTF_8).length;
        switch (name.kind()) {
            case AMPKG_DEVELOPER, ARTIFACT ->
                expect(qualifier == 0, "a signature of kind " + name.kind().wire() + " has no qualifier");
            case AMPKG_STORE -> expect(qualifier <= HARDWARE_ID_BYTES,
                    "a hardware id has at most " + HARDWARE_ID_BYTES + " bytes, this one has " + qualifier);
            case XPI_PKCS7, XPI_COSE -> {
                expect(qualifier > 0 && qualifier <= ADDON_ID_BYTES
                        && name.qualifier().codePoints().noneMatch(Character::isISOControl),
                        "an add-on's signature names the add-on's id: 1 to " + ADDON_ID_BYTES
                                + " bytes without control characters");
                checkContent(name, content);
            }
            case UNKNOWN -> throw wrong("this signer does not know signatures of that kind");
        }
        expect(content == null || isXpi(name.kind()), "only an add-on's signature brings content");
    }

    private static void checkContent(SignatureName name, byte @Nullable [] content) {
        if (content == null) {
            throw wrong("an add-on's signature brings the bytes that are signed");
        }
        expect(content.length <= MakeSignature.CONTENT_LIMIT, "what is signed has " + content.length
                + " bytes, the limit is " + MakeSignature.CONTENT_LIMIT);
        String digest = HexFormat.of().formatHex(CmsSigner.sha256(content));
        expect(digest.equals(name.digest()),
                "what is signed has the SHA-256 " + digest + ", but the signature is named " + name.digest());
    }

    /**
     * The SHA-256 of what is signed (package server reference, 1.6): of the Base64 text of the package's digest, or of its
     * HMAC for one device; of the artifact; of the add-on's bytes.
     */
    static byte[] digest(SignatureName name) {
        byte[] digest = HexFormat.of().parseHex(name.digest());
        return switch (name.kind()) {
            case AMPKG_DEVELOPER -> CmsSigner.sha256(base64(digest));
            case AMPKG_STORE -> CmsSigner
                    .sha256(base64(name.qualifier().isEmpty() ? digest : hmac(name.qualifier().getBytes(UTF_8), digest)));
            case ARTIFACT, XPI_PKCS7, XPI_COSE -> digest;
            case UNKNOWN -> throw wrong("this signer does not know signatures of that kind");
        };
    }

    private static boolean isXpi(SignatureKind kind) {
        return kind == SignatureKind.XPI_PKCS7 || kind == SignatureKind.XPI_COSE;
    }

    private static byte[] base64(byte[] value) {
        return Base64.getEncoder().encodeToString(value).getBytes(US_ASCII);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private static FailureException wrong(String sentence) {
        return new Failure(Failure.Code.INVALID_REQUEST, sentence).exception();
    }
}
