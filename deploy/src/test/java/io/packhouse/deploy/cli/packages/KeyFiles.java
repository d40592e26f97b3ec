package io.packhouse.deploy.cli.packages;

import java.nio.file.Files;
import java.nio.file.Path;

import io.packhouse.testkit.Tool;

/**
 * Keys of a store and a developer, and who vouches for them, as OpenSSL makes them: {@code ca.crt}; {@code store.p12} and
 * {@code dev.p12}, an EC and an RSA key; {@code self.p12} and {@code self.crt}, which nobody vouches for but itself.
 */
final class KeyFiles {

    /** The password of all key files. */
    static final String PASSWORD = "pässword @x";

    private static final String SCRIPT = """
            ec='ec -pkeyopt ec_paramgen_curve:prime256v1'
            openssl req -x509 -newkey $ec -nodes -days 30 -subj /CN=ca -keyout ca.key -out ca.crt
            make() {
                openssl req -newkey $2 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr"
                openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -out "$1.crt"
                openssl pkcs12 -export -inkey "$1.key" -in "$1.crt" -passout "pass:$PASS" -out "$1.p12"
            }
            make dev rsa:2048
            make store "$ec"
            openssl req -x509 -newkey $ec -nodes -days 30 -subj /CN=self -keyout self.key -out self.crt
            openssl pkcs12 -export -inkey self.key -in self.crt -passout pass: -out self.p12
            """;

    private KeyFiles() {
    }

    /** Makes them in {@code directory}; skips the test where there is no OpenSSL. */
    static void make(Path directory) throws Exception {
        Tool.need("openssl");
        // As a file: the locale decides what becomes of the password's umlaut in an argument.
        Path script = Files.writeString(directory.resolve("keys.sh"),
                "export LC_ALL=C.UTF-8 PASS='" + PASSWORD + "'\n" + SCRIPT);
        Tool.run(directory, "bash", "-eu", script.toString()).ok();
    }
}
