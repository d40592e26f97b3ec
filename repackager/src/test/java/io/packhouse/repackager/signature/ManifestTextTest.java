package io.packhouse.repackager.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.FailureException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Manifests as bytes, and as Java's reader of the same format understands them. */
class ManifestTextTest {

    @Test
    void listsFilesWithBothDigests() {
        // digests by: printf hello | openssl dgst -sha1 -binary | base64, and -sha256
        byte[] manifest = ManifestText.manifest(List.of(EntryDigest.of("a/hello.txt", "hello".getBytes(UTF_8))));

        assertThat(manifest).asString(UTF_8).isEqualTo("""
                Manifest-Version: 1.0

                Name: a/hello.txt
                Digest-Algorithms: SHA1 SHA256
                SHA1-Digest: qvTGHdzF6KLavt4PO0gs2a6pQ00=
                SHA256-Digest: LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=

                """);
    }

    @Test
    void theSignatureFileNamesTheManifest() {
        assertThat(ManifestText.signatureFile(EntryDigest.of("", "hello".getBytes(UTF_8)))).asString(UTF_8).isEqualTo("""
                Signature-Version: 1.0
                SHA1-Digest-Manifest: qvTGHdzF6KLavt4PO0gs2a6pQ00=
                SHA256-Digest-Manifest: LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=

                """);
    }

    @Test
    void noFilesAreAnEmptyList() {
        assertThat(ManifestText.manifest(List.of())).asString(UTF_8).isEqualTo("Manifest-Version: 1.0\n\n");
    }

    @Test
    void linesHaveAtMost72Bytes() {
        assertThat(lines("x".repeat(66))).containsExactly("Name: " + "x".repeat(66));
        assertThat(lines("x".repeat(67))).containsExactly("Name: " + "x".repeat(66), " x");
        assertThat(lines("x".repeat(66 + 71 + 1))).containsExactly("Name: " + "x".repeat(66), " " + "x".repeat(71), " x");
    }

    @Test
    void aCharacterIsNotCutInTwo() {
        assertThat(lines("x".repeat(65) + "ü")).containsExactly("Name: " + "x".repeat(65), " ü");
        assertThat(lines("x".repeat(63) + "😀")).containsExactly("Name: " + "x".repeat(63), " 😀");
        assertThat(lines("x".repeat(62) + "😀y")).containsExactly("Name: " + "x".repeat(62) + "😀", " y");
    }

    @Test
    void javaReadsTheSameFiles() throws IOException {
        String[] parts = {"a", "/", "ü", "漢", "😀", " ", "-", "long-name-of-a-directory/", ".", ":"};
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            List<EntryDigest> files = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                var name = new StringBuilder("f" + i);
                for (int j = random.nextInt(60); j > 0; j--) {
                    name.append(parts[random.nextInt(parts.length)]);
                }
                files.add(EntryDigest.of(name.append('x').toString(), name.toString().getBytes(UTF_8)));
            }

            byte[] text = ManifestText.manifest(files);

            assertThat(new String(text, UTF_8).lines()).as("seed %d", seed)
                    .allSatisfy(line -> assertThat(line.getBytes(UTF_8).length).isLessThanOrEqualTo(72));
            Manifest read = new Manifest(new ByteArrayInputStream(text));
            assertThat(read.getEntries().keySet()).as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(files.stream().map(EntryDigest::name).toList());
            for (EntryDigest file : files) {
                Attributes attributes = read.getAttributes(file.name());
                assertThat(attributes.getValue("SHA256-Digest"))
                        .isEqualTo(Base64.getEncoder().encodeToString(file.sha256()));
            }
        }
    }

    @Test
    void aNameCannotForgeLines() {
        EntryDigest forged = EntryDigest.of("a\n\nName: b", new byte[0]);

        assertThatThrownBy(() -> ManifestText.manifest(List.of(forged))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void moreThanVerifiersReadIsRefused() {
        EntryDigest[] many = new EntryDigest[20_000];
        Arrays.fill(many, EntryDigest.of("x".repeat(400), new byte[0]));

        assertThatThrownBy(() -> ManifestText.manifest(List.of(many))).isInstanceOf(FailureException.class)
                .hasMessageContaining("too many files to be signed");
    }

    private static List<String> lines(String name) {
        return new String(ManifestText.manifest(List.of(EntryDigest.of(name, new byte[0]))), UTF_8).lines().skip(2)
                .takeWhile(line -> !line.startsWith("Digest")).toList();
    }
}
