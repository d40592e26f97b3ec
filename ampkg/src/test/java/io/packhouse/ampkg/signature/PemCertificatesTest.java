package io.packhouse.ampkg.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.ampkg.PackageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Files of certificates: one with text after the last one is refused at once, where the original failed every verification. */
class PemCertificatesTest {

    @TempDir
    Path directory;

    private static Party one;
    private static String first;
    private static String second;
    private static String key;

    @BeforeAll
    static void makeCertificates() throws GeneralSecurityException, IOException {
        one = Party.selfSigned(Party.newKeys("secp256r1"), new Party.Wish("one"));
        first = Party.pem(one.certificate());
        second = Party.pem(Party.selfSigned(one.keys(), new Party.Wish("two")).certificate());
        key = Party.pem(one.keys().getPrivate());
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("one", first, 1),
                arguments("two", first + second, 2),
                arguments("one twice", first + first, 2),
                arguments("text before", "Certificate:\n  Data: -----\n" + first + "and\n" + second, 2),
                arguments("blanks at the end", first + "\n \t\r\n\n", 1),
                arguments("no line end", first.stripTrailing(), 1),
                arguments("line ends of Windows", first.replace("\n", "\r\n"), 1),
                arguments("the old label", first.replace("CERTIFICATE", "X509 CERTIFICATE"), 1),
                arguments("with a key", first + key, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void theseAreTaken(String what, String file, int certificates) throws Exception {
        assertThat(read(file)).as(what).hasSize(certificates).contains(one.certificate());
    }

    private List<X509Certificate> read(String text) throws Exception {
        return PemCertificates.read(Files.writeString(directory.resolve("ca.crt"), text, StandardCharsets.ISO_8859_1));
    }

    static Stream<Arguments> refused() throws Exception {
        return Stream.of(
                arguments("nothing", "", "no block that begins with"),
                arguments("text", "hello", "no block that begins with"),
                arguments("a key", key, "no block that begins with"),
                arguments("DER", new String(one.certificate().getEncoded(), StandardCharsets.ISO_8859_1), "of a DER file"),
                arguments("text after", first + "hello\n", "text after its last certificate"),
                arguments("a cut block", first + second.substring(0, 200), "text after its last certificate"),
                arguments("no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                        "cannot be read"),
                arguments("another end", first.replace("END CERTIFICATE", "END X509 CERTIFICATE"), "no block"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void theseAreNot(String what, String file, String reason) {
        assertThatExceptionOfType(PackageException.class).as(what).isThrownBy(() -> read(file)).withMessageContaining(reason)
                .withMessageContaining("ca.crt");
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThatExceptionOfType(PackageException.class)
                .isThrownBy(() -> PemCertificates.read(directory.resolve("none.crt")))
                .withMessageContaining("none.crt cannot be read: java.nio.file.NoSuchFileException");
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> PemCertificates.read(directory))
                .withMessageContaining("cannot be read");
    }
}
