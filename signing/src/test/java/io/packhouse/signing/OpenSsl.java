package io.packhouse.signing;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

import io.packhouse.testkit.Tool;
import io.packhouse.testkit.Tool.Ran;

/** What OpenSSL says of a signature: the judge from outside. */
public final class OpenSsl {

    private final Path directory;

    public OpenSsl(Path directory) {
        Tool.need("openssl");
        this.directory = directory;
    }

    /** {@code openssl cms -verify} (or {@code smime}) of a detached signature, trusting {@code anchor} alone. */
    public Ran verify(String command, byte[] signature, byte[] content, X509Certificate anchor, String... options)
            throws Exception {
        Files.write(directory.resolve("signature.der"), signature);
        Files.write(directory.resolve("content"), content);
        pem("anchor.pem", anchor);
        List<String> all = new ArrayList<>(List.of("openssl", command, "-verify", "-binary", "-inform", "DER", "-in",
                "signature.der", "-content", "content", "-CAfile", "anchor.pem", "-out", "verified"));
        all.addAll(List.of(options));
        return Tool.run(directory, all.toArray(String[]::new));
    }

    /** The structure of a CMS signature, as text. */
    public String structure(byte[] signature) throws Exception {
        Files.write(directory.resolve("signature.der"), signature);
        return Tool.run(directory, "openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "signature.der").ok();
    }

    /** A certificate as text. */
    public String text(X509Certificate certificate) throws Exception {
        return Tool.run(directory, "openssl", "x509", "-noout", "-text", "-in", pem("one.pem", certificate).toString()).ok();
    }

    /** {@code openssl verify} of a certificate for code signing. */
    public Ran chain(X509Certificate certificate, X509Certificate anchor) throws Exception {
        pem("one.pem", certificate);
        pem("anchor.pem", anchor);
        return Tool.run(directory, "openssl", "verify", "-CAfile", "anchor.pem", "one.pem");
    }

    /** Writes a certificate as PEM. */
    public Path pem(String name, X509Certificate certificate) throws Exception {
        StringWriter text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        }
        return Files.writeString(directory.resolve(name), text.toString());
    }
}
