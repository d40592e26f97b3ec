package io.packhouse.ampkg.writing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.ampkg.MadePackage;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.PackageMetadata;
import io.packhouse.ampkg.SignedContent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackageSigningTest {

    private final PackageSigning signing = new PackageSigning(PackageLimits.DEFAULT);

    @TempDir
    private Path directory;
    private Path source;
    private Path target;

    @BeforeEach
    void aPackage() throws IOException {
        source = directory.resolve("source.ampkg");
        target = directory.resolve("signed/target.ampkg");
        Files.write(source, MadePackage.sound().footer().gzip());
    }

    @Test
    void bothSignaturesStandBesideEachOther() throws Exception {
        PackageMetadata developer = signing.developer(source, target, content -> marked("dev", content));
        PackageMetadata both = signing.store(target, target, "HW1", content -> marked("store", content));

        byte[] digest = both.footer().digest();
        assertThat(metadata(target)).usingRecursiveComparison().isEqualTo(both);
        assertThat(developer.footer().digest()).isEqualTo(digest);
        assertThat(developer.footer().storeSignature()).isNull();
        assertThat(both.footer().developerSignature()).isEqualTo(marked("dev", SignedContent.of(digest, "")));
        assertThat(both.footer().storeSignature()).isEqualTo(marked("store", SignedContent.of(digest, "HW1")));
    }

    @Test
    void aSignatureOfTheSameKindIsReplaced() throws Exception {
        signing.store(source, target, "", _ -> new byte[]{1});

        signing.store(target, target, "", _ -> new byte[]{2});

        assertThat(metadata(target).footer().storeSignature()).containsExactly(2);
    }

    @Test
    void aWrongManifestIsSignedAsTheOriginalDoes() throws Exception {
        Files.write(source, MadePackage.withHeader(MadePackage.HEADER).file("info.yaml", "nonsense").footer().gzip());

        assertThat(signing.developer(source, target, _ -> new byte[]{1}).header().packageId()).isEqualTo("hello.world");
    }

    @Test
    void whatCannotBeSignedLeavesNothing() throws Exception {
        assertThatThrownBy(() -> signing.developer(source, target, _ -> {
            throw new PackageException("wrong password");
        })).hasMessage("wrong password");
        Files.write(source, MadePackage.sound().gzip());
        assertThatThrownBy(() -> signing.developer(source, target, _ -> new byte[1])).hasMessageContaining("digest field");
        assertThatThrownBy(() -> signing.developer(directory.resolve("none"), target, _ -> new byte[1]))
                .isInstanceOf(PackageException.class).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> signing.developer(source, directory, _ -> new byte[1]))
                .isInstanceOf(PackageException.class).hasMessageContaining("is a directory");

        try (var files = Files.list(target.getParent())) {
            assertThat(files).isEmpty();
        }
    }

    private static byte[] marked(String mark, byte[] content) {
        assertThat(content).hasSize(44);
        return (mark + new String(content, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
    }

    private static PackageMetadata metadata(Path file) throws PackageException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return new PackageInspector(PackageLimits.DEFAULT).metadata(stream);
        }
    }
}
