package io.packhouse.packagestore.verification;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.SignatureCheck;
import io.packhouse.ampkg.SignatureVerifier;
import io.packhouse.ampkg.SignedContent;

/** The developer signature of one package, in the words of the original. */
final class DeveloperCheck implements SignatureCheck {

    private final @Nullable SignatureVerifier verifier;
    private @Nullable String subject;
    private boolean refused;

    /**
     * @param verifier
     *            null when nobody looks at signatures
     */
    DeveloperCheck(@Nullable SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void check(byte[] digest, byte @Nullable [] developerSignature) throws PackageException {
        if (verifier == null) {
            return;
        }
        refused = true;
        if (developerSignature == null || developerSignature.length == 0) {
            throw new PackageException("no developer signature");
        }
        try {
            subject = verifier.verify(developerSignature, SignedContent.of(digest, "")).getSubjectX500Principal().getName();
            refused = false;
        } catch (PackageException e) {
            throw new PackageException("invalid developer signature (\"" + e.getMessage() + "\")", e);
        }
    }

    /** Who signed; null when nobody looked. */
    @Nullable
    String subject() {
        return subject;
    }

    /** Whether the signature is why the package was refused. */
    boolean refused() {
        return refused;
    }
}
