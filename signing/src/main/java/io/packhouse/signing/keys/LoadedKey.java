package io.packhouse.signing.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SigningKeys;

/**
 * A key under its configured name.
 *
 * @param certificate
 *            the SHA-256 of its certificate in DER, by which signatures are named
 * @param uses
 *            all that it serves
 */
public record LoadedKey(String name, SigningKey key, String certificate, Set<KeyUse> uses) {

    public LoadedKey {
        uses = Set.copyOf(uses);
    }

    /** A key whose fingerprint is computed. */
    public static LoadedKey of(String name, SigningKey key, List<KeyUse> uses) {
        return new LoadedKey(name, key, fingerprint(key.certificate()), Set.copyOf(uses));
    }

    /** Whether it is configured for signatures of that kind. */
    public boolean serves(SignatureKind kind) {
        return uses.stream().anyMatch(use -> use.covers(kind));
    }

    /** Whether its certificate is valid then. */
    public boolean isValid(Instant at) {
        return !isEarly(at) && !isExpired(at);
    }

    /** Whether its certificate is not valid yet. */
    public boolean isEarly(Instant at) {
        return at.isBefore(notBefore());
    }

    /** Whether its certificate is valid no more. */
    public boolean isExpired(Instant at) {
        return at.isAfter(notAfter());
    }

    /** The first instant at which the certificate is valid. */
    public Instant notBefore() {
        return key.certificate().getNotBefore().toInstant();
    }

    /** The last second in which it is. */
    public Instant notAfter() {
        return key.certificate().getNotAfter().toInstant();
    }

    /** What gateways are told of it. */
    public SigningKeys.Key published() {
        return new SigningKeys.Key(name, key.type().name(),
                uses.stream().map(KeyUse::wire).collect(Collectors.toSet()), certificate, notBefore(), notAfter(),
                encoded(key.chain()));
    }

    private static List<byte[]> encoded(List<X509Certificate> chain) {
        List<byte[]> all = new ArrayList<>();
        chain.forEach(certificate -> all.add(der(certificate)));
        return all;
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }
}
