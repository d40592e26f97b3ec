package io.packhouse.signing.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What of a key file works, but should not be left so. */
final class Weaknesses {

    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 256;

    private Weaknesses() {
    }

    static List<String> of(Path file, Pkcs12 content, X509Certificate certificate) {
        List<String> found = new ArrayList<>();
        if (content.oldEncryption()) {
            found.add("is encrypted in an old way (RC2 or 3DES): export it again without -legacy");
        }
        if (isOpenToOthers(file)) {
            found.add("can be read by every user of this machine: chmod 600");
        }
        switch (certificate.getPublicKey()) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() < RSA_BITS ->
                found.add("has an RSA key of " + rsa.getModulus().bitLength() + " bits: " + RSA_BITS + " and more are safe");
            case ECPublicKey ec when ec.getParams().getOrder().bitLength() < EC_BITS ->
                found.add("has an EC key of " + ec.getParams().getOrder().bitLength() + " bits: " + EC_BITS
                        + " and more are safe");
            default -> {
                // Long enough.
            }
        }
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.startsWith("MD") || algorithm.startsWith("SHA1")) {
            found.add("has a certificate that was signed by " + certificate.getSigAlgName() + ": verifiers refuse it");
        }
        return found;
    }

    /** False also where files have no such permissions. */
    static boolean isOpenToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
