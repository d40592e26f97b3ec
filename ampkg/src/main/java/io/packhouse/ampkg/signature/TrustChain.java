package io.packhouse.ampkg.signature;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;

/**
 * Decides whether a certificate is trusted: it must lead to a self-signed certificate of the configured set by way of that set
 * alone. All of the chain must be valid now; issuers must be authorities. What a signer's key may be used for is not asked, nor
 * is a revocation list.
 */
public final class TrustChain {

    private static final int LONGEST = 16;
    private static final int KEY_CERT_SIGN = 5;
    private static final int VERSION_1 = 1;

    private final List<X509Certificate> trusted;

    public TrustChain(List<X509Certificate> trusted) {
        this.trusted = trusted.stream().distinct().toList();
    }

    /**
     * Requires that a signer is trusted.
     *
     * @throws PackageException
     *             when it is not, or not now
     */
    public void require(X509Certificate signer) throws PackageException {
        var reason = new Reason();
        var path = new ArrayDeque<X509Certificate>();
        if (!leads(path, signer, reason)) {
            throw new PackageException(reason.sentence == null
                    ? "no chain of the configured certificates leads from '" + signer.getSubjectX500Principal()
                            + "' to a self-signed one"
                    : reason.sentence);
        }
    }

    /** Whether a chain goes on from this certificate to a root; it is added to the path while that is found out. */
    private boolean leads(Deque<X509Certificate> path, X509Certificate certificate, Reason reason) {
        path.addLast(certificate);
        try {
            if (selfSigned(certificate)) {
                return trusted.contains(certificate) && holds(List.copyOf(path), reason);
            }
            return path.size() < LONGEST && trusted.stream().filter(issuer -> !path.contains(issuer))
                    .filter(issuer -> issued(issuer, certificate, reason)).anyMatch(issuer -> leads(path, issuer, reason));
        } finally {
            path.removeLast();
        }
    }

    private static boolean selfSigned(X509Certificate certificate) {
        return named(certificate, certificate) && signed(certificate, certificate);
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate, Reason reason) {
        if (!named(issuer, certificate) || !signed(issuer, certificate)) {
            return false;
        }
        if (!authority(issuer)) {
            reason.sentence = "'" + issuer.getSubjectX500Principal() + "' issued a certificate, but is no authority";
            return false;
        }
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.startsWith("MD") || algorithm.startsWith("SHA1")) {
            reason.sentence = "'" + certificate.getSubjectX500Principal() + "' is signed by the weak " + algorithm;
            return false;
        }
        return true;
    }

    private static boolean named(X509Certificate issuer, X509Certificate certificate) {
        return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException other) {
            return false;
        }
    }

    /** Certificates of version 1 say nothing of it; as roots they are taken for authorities, as OpenSSL does. */
    private static boolean authority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[KEY_CERT_SIGN]) {
            return false;
        }
        return certificate.getBasicConstraints() >= 0 || (certificate.getVersion() == VERSION_1 && selfSigned(certificate));
    }

    /**
     * Dates, path lengths, name constraints, critical extensions: from the signer to the root. The library takes a root for what
     * it is told, so the root's dates and path length are looked at here.
     */
    private static boolean holds(List<X509Certificate> path, Reason reason) {
        X509Certificate current = path.getLast();
        try {
            for (X509Certificate certificate : path) {
                current = certificate;
                certificate.checkValidity();
            }
            current = path.getFirst();
            if (!allows(path.getLast(), path)) {
                reason.sentence = "'" + path.getLast().getSubjectX500Principal() + "' allows no chain of that length";
                return false;
            }
            if (path.size() > 1) {
                var parameters = new PKIXParameters(Set.of(new TrustAnchor(path.getLast(), null)));
                parameters.setRevocationEnabled(false);
                CertPathValidator.getInstance("PKIX").validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(path.subList(0, path.size() - 1)),
                        parameters);
            }
            return true;
        } catch (CertificateException expired) {
            reason.sentence = "'" + current.getSubjectX500Principal() + "' is not valid now: " + expired.getMessage();
        } catch (GeneralSecurityException invalid) {
            reason.sentence = "'" + current.getSubjectX500Principal() + "' has no valid chain: " + invalid.getMessage();
        }
        return false;
    }

    /** Whether a root allows as many authorities as there are between it and the signer. */
    private static boolean allows(X509Certificate root, List<X509Certificate> path) {
        long between = path.stream().skip(1).filter(issuer -> !named(issuer, issuer)).count();
        return path.size() == 1 || root.getVersion() == VERSION_1 || root.getBasicConstraints() >= between;
    }

    /** Why the last chain that was found does not hold; an operator wants to know. */
    private static final class Reason {
        private @Nullable String sentence;
    }
}
