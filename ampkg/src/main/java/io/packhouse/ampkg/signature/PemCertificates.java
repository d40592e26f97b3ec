package io.packhouse.ampkg.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.packhouse.ampkg.PackageException;

/**
 * Reads the certificates of a PEM file. Text before a block is passed over, and so are blocks of other kinds; after the last
 * block only white-space may follow, for the original could not read such a file at all.
 */
public final class PemCertificates {

    private static final Pattern BLOCK = Pattern.compile(
            "^-----BEGIN ([A-Z0-9 ]+)-----[ \\t]*\\R(.*?)^-----END \\1-----[ \\t]*$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Set<String> LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");
    private static final long LARGEST_FILE = 16 << 20;

    private PemCertificates() {
    }

    /**
     * The certificates of a file, at least one.
     *
     * @throws PackageException
     *             when it cannot be read or is no such file, in a sentence for the operator
     */
    public static List<X509Certificate> read(Path file) throws PackageException {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new PackageException("the certificates of " + file + " are not read: it has more than " + LARGEST_FILE
                        + " bytes");
            }
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            throw new PackageException("the certificates of " + file + " cannot be read: " + unreadable, unreadable);
        } catch (CertificateException | IllegalArgumentException invalid) {
            throw new PackageException("the certificates of " + file + " cannot be read: " + invalid.getMessage(), invalid);
        }
    }

    private static List<X509Certificate> parse(String text) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        var certificates = new ArrayList<X509Certificate>();
        Matcher block = BLOCK.matcher(text);
        int end = 0;
        while (block.find()) {
            end = block.end();
            if (LABELS.contains(block.group(1))) {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException("it has no block that begins with -----BEGIN CERTIFICATE-----; "
                    + "openssl x509 -inform DER -in FILE makes one of a DER file");
        }
        if (!text.substring(end).isBlank()) {
            throw new CertificateException("it has text after its last certificate");
        }
        return certificates;
    }
}
