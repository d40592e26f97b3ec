package io.packhouse.signing.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files as {@code openssl pkcs12 -export} writes them. */
class KeyFilesOfOpenSslIT {

    @TempDir
    Path directory;

    @BeforeEach
    void makeAKey() throws Exception {
        Tool.need("openssl");
        Tool.run(directory, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", "key.pem", "-out", "crt.pem", "-subj", "/CN=Packhouse", "-days", "30").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Grüße, 世界 😀", "", " with blanks "})
    void opensModernOnes(String password) throws Exception {
        Path file = export(password);

        assertThat(KeyFile.open(file, password).key()).hasToString("EC key of CN=Packhouse");
        assertThatThrownBy(() -> KeyFile.open(file, password + "x"))
                .hasMessageContaining("does not open with this password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Grüße, 世界", ""})
    void opensLegacyOnes(String password) throws Exception {
        needLegacy();
        Path file = export(password, "-legacy");

        KeyFile opened = KeyFile.open(file, password);

        assertThat(opened.key()).hasToString("EC key of CN=Packhouse");
        assertThat(opened.weaknesses()).anySatisfy(weakness -> assertThat(weakness).contains("encrypted in an old way"));
        assertThatThrownBy(() -> KeyFile.open(file, password + "x"))
                .hasMessageContaining("does not open with this password");
    }

    @Test
    void opensTripleDesAndFilesWithoutACheckSum() throws Exception {
        needLegacy();
        assertThat(KeyFile.open(export("x", "-legacy", "-descert"), "x").key()).isNotNull();

        Path withoutSum = export("x", "-nomac");
        assertThat(KeyFile.open(withoutSum, "x").key()).isNotNull();
        assertThatThrownBy(() -> KeyFile.open(withoutSum, "y")).hasMessageContaining("does not open with this password");

        Path open = export("", "-nomac", "-keypbe", "NONE", "-certpbe", "NONE");
        assertThat(KeyFile.open(open, "").key()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256k1", "brainpoolP256r1"})
    void refusesCurvesThatJavaHasNoMore(String curve) throws Exception {
        Tool.run(directory, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:" + curve, "-nodes",
                "-keyout", "key.pem", "-out", "crt.pem", "-subj", "/CN=Packhouse", "-days", "30").ok();
        Path file = export("x");

        assertThatThrownBy(() -> KeyFile.open(file, "x")).hasMessageContaining("EC on P-256, P-384 or P-521 is right");
    }

    private void needLegacy() throws Exception {
        assumeTrue(Tool.run(directory, "openssl", "list", "-providers", "-provider", "legacy").status() == 0,
                "this openssl has no legacy provider");
    }

    private Path export(String password, String... options) throws Exception {
        // By a file: the arguments of a process are in its locale's encoding.
        Files.writeString(directory.resolve("password"), password + "\n");
        List<String> command = new ArrayList<>(List.of("openssl", "pkcs12", "-export", "-inkey", "key.pem", "-in", "crt.pem",
                "-out", "key.p12", "-passout", "file:password"));
        command.addAll(List.of(options));
        Tool.run(directory, command.toArray(String[]::new)).ok();
        return directory.resolve("key.p12");
    }
}
