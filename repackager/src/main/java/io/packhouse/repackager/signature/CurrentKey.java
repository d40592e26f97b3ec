package io.packhouse.repackager.signature;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.contracts.signing.SigningKeys;

/**
 * The key that signs add-ons, as signing has it now. {@code META-INF/mozilla.rsa} needs an RSA key and COSE one on a curve; for
 * an authority's key signing makes either under it, any other key signs itself.
 *
 * @param certificate
 *            the SHA-256 of its certificate
 * @param cose
 *            whether it makes COSE signatures too
 */
record CurrentKey(String name, String certificate, boolean cose) {

    /**
     * @throws FailureException
     *             {@code FORBIDDEN} when the key is not for add-ons
     */
    static CurrentKey of(SigningKeys.Key key) {
        if (!key.serves(SignatureKind.XPI_PKCS7)) {
            throw new Failure(Failure.Code.FORBIDDEN,
                    "the signing key '" + key.name() + "' does not sign add-ons; signing.keys."
                            + key.name() + ".uses has to name " + SignatureKind.XPI_PKCS7.use())
                    .exception();
        }
        boolean authority = isAuthority(key);
        if (!authority && !key.algorithm().equals("RSA")) {
            throw new Failure(Failure.Code.FORBIDDEN, "the signing key '" + key.name() + "' is an " + key.algorithm()
                    + " key; META-INF/mozilla.rsa needs an RSA key or that of a CA").exception();
        }
        return new CurrentKey(key.name(), key.certificate(), authority);
    }

    /** The name of a signature by this key. */
    SignatureName signature(SignatureKind kind, String digest, String id) {
        return new SignatureName(kind, name, certificate, digest, id);
    }

    private static boolean isAuthority(SigningKeys.Key key) {
        if (key.chain().isEmpty()) {
            return false;
        }
        try {
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(key.chain().getFirst()));
            return certificate.getBasicConstraints() >= 0;
        } catch (CertificateException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "the certificate of the signing key '" + key.name()
                    + "' in the registry cannot be read").exception(e);
        }
    }
}
