package io.packhouse.signing.keys;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Brings certificates into the order in which they issued each other. */
final class CertificateOrder {

    private CertificateOrder() {
    }

    /** {@code own} first, then its issuer, the issuer's issuer and so on as far as they are there, then the others. */
    static List<X509Certificate> from(X509Certificate own, List<X509Certificate> all) {
        var ordered = new LinkedHashSet<X509Certificate>();
        var next = Optional.of(own);
        while (next.isPresent() && ordered.add(next.get())) {
            X509Certificate issued = next.get();
            next = all.stream().filter(issuer -> issuer.getSubjectX500Principal().equals(issued.getIssuerX500Principal()))
                    .filter(issuer -> !ordered.contains(issuer)).findFirst();
        }
        ordered.addAll(all);
        return new ArrayList<>(ordered);
    }
}
