package io.packhouse.platform.outbound;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A self-signed certificate, made by the JDK's {@code keytool}.
 *
 * @param store
 *            key and certificate, PKCS#12
 * @param pem
 *            the certificate, for those who shall trust it
 */
record Certificate(Path store, Path pem) {

    private static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param names
     *            what it is for, such as {@code dns:a.example,ip:127.0.0.1}
     */
    static Certificate of(Path directory, String names) throws Exception {
        var made = new Certificate(directory.resolve("key.p12"), directory.resolve("certificate.pem"));
        keytool(made.store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=sample", "-ext", "san=" + names, "-validity", "2");
        keytool(made.store, "-exportcert", "-rfc", "-file", made.pem.toString());
        return made;
    }

    private static void keytool(Path store, String... more) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        Collections.addAll(command, more);
        Collections.addAll(command, "-alias", "sample", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass",
                PASSWORD);
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", command).isZero();
    }

    /** A server on 127.0.0.1 that shows it. */
    HttpServerOptions server() {
        return new HttpServerOptions().setHost("127.0.0.1").setPort(0).setSsl(true).setSni(true)
                .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
    }
}
