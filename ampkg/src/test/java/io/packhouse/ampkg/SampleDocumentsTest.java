package io.packhouse.ampkg;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;
import io.packhouse.ampkg.manifest.PackageManifest;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Headers, footers, manifests and signatures of packages that the original tools made, judged as those tools judged them. */
class SampleDocumentsTest {

    /** What of a package counts here; the test's own plain reading, no business of the product's reader. */
    private record Opened(byte[] header, byte[] manifest, byte[] footers, List<byte[]> separateFooters, byte[] digest) {

        PackageFooter footer() throws PackageException {
            return PackageFooter.parse(footers, YamlLimits.DEFAULT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arch-elf-aarch64", "extra-signed", "hello", "hello-v2", "hello-dev1", "hello-dev2",
            "hello-store-hw",
            "hello-store-nohw", "legacy", "subdirs"})
    void digestsAreTheFootersAndHeadersAreWrittenAlike(String name) throws Exception {
        Opened sample = open(name);
        PackageHeader header = PackageHeader.parse(sample.header, YamlLimits.DEFAULT);

        assertThat(sample.footer().digest()).isEqualTo(sample.digest);
        assertThat(header.write()).isEqualTo(sample.header);
        assertThat(PackageManifest.parse(sample.manifest, YamlLimits.DEFAULT).id()).isEqualTo(header.packageId());
        assertThat(PackageFooter.ofDigest(sample.digest)).isEqualTo(sample.separateFooters.getFirst());
    }

    @Test
    void signatureFootersAreWrittenAlike() throws Exception {
        Opened developer = open("hello-dev1");
        Opened store = open("hello-store-hw");

        assertThat(PackageFooter.ofDeveloperSignature(developer.footer().developerSignature()))
                .isEqualTo(developer.separateFooters.getLast());
        assertThat(PackageFooter.ofStoreSignature(store.footer().storeSignature()))
                .isEqualTo(store.separateFooters.getLast());
    }

    @Test
    void signedMetaDataHaveTheirTypes() throws Exception {
        PackageHeader header = PackageHeader.parse(open("extra-signed").header, YamlLimits.DEFAULT);

        assertThat(header.extra()).isEqualTo(YamlValue.Fields.of(Map.of("foo", new YamlValue.Text("bar"))));
        assertThat(header.extraSigned().values()).containsEntry("b", new YamlValue.Bool(true))
                .containsEntry("big", YamlValue.Whole.of(5_000_000_000L))
                .containsEntry("huge", new YamlValue.Whole(new BigInteger("18446744073709551615")))
                .containsEntry("f", new YamlValue.Real(1.5)).containsEntry("nul", new YamlValue.Null())
                .containsEntry("sfoo", new YamlValue.Text("sbar")).containsEntry("neg", YamlValue.Whole.of(-3))
                .containsKeys("list", "map", "num").hasSize(10);
    }

    @Test
    void theLegacyManifestIsOne() throws Exception {
        assertThat(PackageManifest.parse(open("legacy").manifest, YamlLimits.DEFAULT).legacy()).isTrue();
    }

    @ParameterizedTest(name = "{0} with {1} and hardware id ''{2}''")
    @CsvSource(textBlock = """
            hello-dev1,        devca.crt ca.crt,           '',       true
            hello-dev1,        ca.crt devca.crt,           '',       true
            hello-dev1,        devca.crt,                  '',       false
            hello-dev1,        ca.crt,                     '',       false
            hello-dev1,        other-ca.crt,               '',       false
            hello-dev1,        dev1.crt,                   '',       false
            hello-dev1,        dev1.crt devca.crt ca.crt,  '',       true
            hello-dev1,        devca.crt devca.crt ca.crt, '',       true
            hello-dev2,        devca.crt ca.crt,           '',       true
            hello-dev-expired, devca.crt ca.crt,           '',       false
            hello-store-hw,    ca.crt,                     08154711, true
            hello-store-hw,    ca.crt,                     '',       false
            hello-store-hw,    ca.crt,                     0815471,  false
            hello-store-hw,    other-ca.crt,               08154711, false
            hello-store-hw,    devca.crt ca.crt,           08154711, true
            hello-store-nohw,  ca.crt,                     '',       true
            hello-store-nohw,  ca.crt,                     08154711, false
            """)
    void signaturesAreJudgedAsTheOriginalDid(String name, String certificates, String hardwareId, boolean valid)
            throws Exception {
        Opened sample = open(name);
        PackageFooter footer = sample.footer();
        byte[] signature = name.contains("store") ? footer.storeSignature() : footer.developerSignature();
        var verifier = SignatureVerifier.trusting(Arrays.stream(certificates.split(" ")).map(Samples::certificate).toList());
        byte[] content = SignedContent.of(sample.digest, hardwareId);

        if (valid) {
            assertThatCode(() -> verifier.verify(signature, content)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(PackageException.class).isThrownBy(() -> verifier.verify(signature, content));
        }
    }

    @Test
    void aKeyStoreIsNoFileOfCertificates() {
        Path keyStore = Samples.certificate("dev1.p12");

        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> SignatureVerifier.trusting(List.of(keyStore)));
    }

    private static Opened open(String name) throws IOException, GeneralSecurityException {
        byte[] header = {};
        byte[] manifest = {};
        var footers = new ByteArrayOutputStream();
        var separate = new ArrayList<byte[]>();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream file = new BufferedInputStream(Files.newInputStream(Samples.packageFile(name)));
                var tar = new TarArchiveInputStream(new GZIPInputStream(file), StandardCharsets.UTF_8.name())) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                byte[] content = tar.readAllBytes();
                if (entry.getName().equals(PackageHeader.ENTRY)) {
                    header = content;
                    digest.update(PackageHeader.parse(content, YamlLimits.DEFAULT).digested());
                } else if (entry.getName().startsWith(PackageFooter.ENTRY)) {
                    footers.writeBytes(content);
                    separate.add(content);
                } else if (entry.isDirectory()) {
                    digest.update(("D/0/" + entry.getName().replaceAll("/$", "")).getBytes(StandardCharsets.UTF_8));
                } else {
                    manifest = entry.getName().equals(PackageManifest.ENTRY) ? content : manifest;
                    digest.update(content);
                    digest.update(("F/" + content.length + "/" + entry.getName()).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (PackageException broken) {
            throw new AssertionError(name, broken);
        }
        return new Opened(header, manifest, footers.toByteArray(), separate, digest.digest());
    }
}
