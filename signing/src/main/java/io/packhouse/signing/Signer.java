package io.packhouse.signing;

import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.cms.CmsVerifier;
import io.packhouse.signing.keys.SigningKey;
import io.packhouse.signing.xpi.CoseVerifier;
import io.packhouse.signing.xpi.XpiSignatures;

/** Makes the bytes of signatures of every kind, and tries them. Knows no Kafka and no store; any thread may call it. */
public final class Signer {

    private Signer() {
    }

    /**
     * Makes a signature.
     *
     * @param wanted
     *            whose parts go together
     * @param at
     *            the signing time
     * @return CMS SignedData in DER, or COSE_Sign
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when the key cannot make such a signature
     */
    public static byte[] sign(SigningKey key, MakeSignature wanted, Instant at) {
        SignatureName name = wanted.name();
        return switch (name.kind()) {
            case AMPKG_DEVELOPER, AMPKG_STORE, ARTIFACT ->
                CmsSigner.ofDigest(key, SignatureContent.digest(name), at, key.chain());
            case XPI_PKCS7 -> XpiSignatures.pkcs7(key, name.qualifier(), given(wanted.content()), at);
            case XPI_COSE -> XpiSignatures.cose(key, name.qualifier(), given(wanted.content()), at);
            case UNKNOWN -> throw new Failure(Failure.Code.INVALID_REQUEST,
                    "this signer does not know signatures of that kind").exception();
        };
    }

    /**
     * Tries a signature: it is over what is wanted, and by the key, or by one that the key has issued a certificate to.
     *
     * @throws GeneralSecurityException
     *             when it does not hold; the message says why
     */
    public static void verify(SigningKey key, MakeSignature wanted, byte[] signature) throws GeneralSecurityException {
        X509Certificate signer = switch (wanted.name().kind()) {
            case XPI_COSE -> CoseVerifier.signer(signature, given(wanted.content()));
            default -> CmsVerifier.signer(signature, SignatureContent.digest(wanted.name()));
        };
        if (!signer.equals(key.certificate())) {
            if (!key.isCa()) {
                throw new SignatureException("the signature is by another key: " + signer.getSubjectX500Principal());
            }
            signer.verify(key.certificate().getPublicKey());
        }
    }

    private static byte[] given(byte @Nullable [] content) {
        if (content == null) {
            throw new IllegalArgumentException("an add-on's signature needs content");
        }
        return content;
    }
}
