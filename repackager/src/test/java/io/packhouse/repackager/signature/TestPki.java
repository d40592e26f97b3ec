package io.packhouse.repackager.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.testkit.Tool;

/** A root, an authority below it and signers of add-ons, which openssl makes in a folder: {@code NAME.pem}, {@code NAME.key}. */
record TestPki(Path folder) {

    static TestPki at(Path folder) throws IOException, InterruptedException {
        Tool.need("openssl");
        var pki = new TestPki(folder);
        pki.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=root", "-keyout",
                "root.key",
                "-out", "root.pem");
        Files.writeString(folder.resolve("ca.ext"), "basicConstraints=critical,CA:true\n");
        Files.writeString(folder.resolve("addon.ext"), "keyUsage=digitalSignature\nextendedKeyUsage=codeSigning\n");
        pki.issue("middle", "/CN=middle", "rsa:2048", "root", "ca.ext");
        return pki;
    }

    /** A signer of an add-on's below the authority: {@code rsa:2048}, or {@code ec:} for P-256. */
    void addon(String name, String id, String kind) throws IOException, InterruptedException {
        issue(name, "/OU=Production/CN=" + id, kind, "middle", "addon.ext");
    }

    private void issue(String name, String subject, String kind, String issuer, String extensions)
            throws IOException, InterruptedException {
        String[] request = {"req", "-new", "-newkey", kind.equals("ec:") ? "ec" : kind, "-pkeyopt",
                kind.equals("ec:") ? "ec_paramgen_curve:P-256" : "rsa_keygen_pubexp:65537", "-nodes", "-subj", subject,
                "-keyout",
                name + ".key", "-out", name + ".csr"};
        openssl(request);
        openssl("x509", "-req", "-in", name + ".csr", "-CA", issuer + ".pem", "-CAkey", issuer + ".key", "-CAcreateserial",
                "-days",
                "30", "-extfile", extensions, "-out", name + ".pem");
    }

    /** A key as the registry tells of it. */
    SigningKeys.Key key(String name, String algorithm, String... chain) throws IOException, GeneralSecurityException {
        var der = Arrays.stream(chain).map(this::der).toList();
        X509Certificate first = certificate(chain[0]);
        return new SigningKeys.Key(name, algorithm, Set.of("xpi"), HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(der.getFirst())), first.getNotBefore().toInstant(),
                first.getNotAfter().toInstant(), List.copyOf(der));
    }

    X509Certificate certificate(String name) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der(name)));
    }

    byte[] der(String name) {
        return decoded(name + ".pem");
    }

    PrivateKey privateKey(String name, String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(decoded(name + ".key")));
    }

    Tool.Ran openssl(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Tool.Ran ran = Tool.run(folder, command.toArray(String[]::new));
        ran.ok();
        return ran;
    }

    private byte[] decoded(String file) {
        try {
            return Base64.getMimeDecoder().decode(Files.readString(folder.resolve(file)).replaceAll("-----.*-----", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
