package io.packhouse.ampkg;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackageInspectorTest {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1};

    @Test
    void aPackageSaysWhatItIs() throws Exception {
        byte[] file = MadePackage.sound().directory("sub").file("sub/file", "1234").footer()
                .signature("developerSignature", new byte[]{1, 2}).gzip();

        InspectedPackage inspected = inspect(file);

        assertThat(inspected.headerId()).isEqualTo("hello.world");
        assertThat(inspected.id()).isEqualTo("hello.world");
        assertThat(inspected.version()).isEqualTo("1.10");
        assertThat(inspected.names()).isEqualTo(Map.of("en", "Hello", "de", "Hallo"));
        assertThat(inspected.categories()).isEqualTo(List.of("games", "tools"));
        assertThat(inspected.architecture()).isEmpty();
        assertThat(inspected.icon()).isEqualTo(bytes("no picture"));
        assertThat(inspected.developerSignature()).containsExactly(1, 2);
        assertThat(inspected.storeSignature()).isNull();
        assertThat(inspected.entries()).isEqualTo(5);
        assertThat(inspected.unpackedSize()).isEqualTo(MadePackage.INFO.length() + 10 + 7 + 4);
    }

    @Test
    void theWholeFileIsRead() throws Exception {
        byte[] file = MadePackage.sound().footer().gzip();
        byte[] padded = Arrays.copyOf(file, 300_000);
        var stream = new ByteArrayInputStream(padded);

        new PackageInspector(PackageLimits.DEFAULT).inspect(stream);

        assertThat(stream.available()).isZero();
    }

    @Test
    void theLastOfTwoFilesCounts() throws Exception {
        String other = MadePackage.INFO.replace("1.10", "2.0");
        byte[] file = MadePackage.sound().file("./info.yaml", other).file("icon.png", "another").footer().gzip();

        InspectedPackage inspected = inspect(file);

        assertThat(inspected.version()).isEqualTo("2.0");
        assertThat(inspected.icon()).isEqualTo(bytes("another"));
    }

    @Test
    void anEmptyOrLargeIconIsNone() throws Exception {
        assertThat(inspect(MadePackage.sound().file("icon.png", "").footer().gzip()).icon()).isNull();
        assertThat(inspect(MadePackage.sound().file("icon.png", new byte[1 << 20]).footer().gzip()).icon()).isNull();
        assertThat(inspect(MadePackage.sound().file("icon.png", new byte[(1 << 20) - 1]).footer().gzip()).icon())
                .hasSize((1 << 20) - 1);
    }

    @Test
    void thePngThatTheManifestNamesIsTheIconWhereThereIsNoOther() throws Exception {
        String named = MadePackage.INFO.replace("icon.png", "other.png");
        assertThat(
                inspect(MadePackage.withHeader(MadePackage.HEADER).file("info.yaml", named).file("other.png", PNG).footer()
                        .gzip()).icon())
                .isEqualTo(PNG);
        assertThat(inspect(MadePackage.withHeader(MadePackage.HEADER).file("info.yaml", named).file("other.png", "text")
                .footer().gzip()).icon()).isNull();
        assertThat(inspect(MadePackage.withHeader(MadePackage.HEADER).file("info.yaml", named).file("other.png", PNG)
                .file("icon.png", "first choice").footer().gzip()).icon()).isEqualTo(bytes("first choice"));
    }

    @Test
    void namesAreDigestedComposed() throws Exception {
        // given a name of a letter and a mark, as macOS stores it, and a digest over the one composed letter
        MadePackage made = MadePackage.sound();
        made.tar().file("ta\u0308st", "x");
        byte[] file = made.digested("t\u00e4st", bytes("x")).footer().gzip();

        assertThat(inspect(file).entries()).isEqualTo(4);
    }

    @Test
    void signedMetaDataEnterTheDigest() {
        String header = MadePackage.HEADER + "extraSigned: { a: b }\n";
        byte[] file = MadePackage.withHeader(header).file("info.yaml", MadePackage.INFO).footer().gzip();

        assertThatThrownBy(() -> inspect(file)).hasMessageContaining("package digest mismatch");
    }

    @Test
    void theSignatureIsJudgedBetweenDigestAndManifest() throws Exception {
        byte[] noManifest = MadePackage.withHeader(MadePackage.HEADER).file("a", "b").footer()
                .signature("developerSignature", new byte[]{7}).gzip();
        byte[] noDigest = MadePackage.sound().gzip();
        var seen = new AtomicReference<byte[]>();
        var inspector = new PackageInspector(PackageLimits.DEFAULT, (digest, signature) -> {
            seen.set(signature);
            throw new PackageException("no developer signature");
        });

        assertThatThrownBy(() -> inspector.inspect(new ByteArrayInputStream(noManifest)))
                .isInstanceOf(PackageException.class).hasMessage("no developer signature");
        assertThat(seen.get()).containsExactly(7);
        assertThatThrownBy(() -> inspector.inspect(new ByteArrayInputStream(noDigest)))
                .hasMessageContaining("metadata is missing the digest field");
        // The packager, which looks at no manifest, takes it.
        assertThat(inspector.metadata(new ByteArrayInputStream(noManifest)).header().packageId()).isEqualTo("hello.world");
        assertThatThrownBy(() -> inspect(noManifest)).hasMessageContaining("Failed to parse manifest file info.yaml");
    }

    @Test
    void aPrefixAndATailAreThePackageSigned() throws Exception {
        // given a package with both signatures, a long name, a name that is there twice and an end of its own
        MadePackage made = MadePackage.sound().file("main.qml", "other").directory("d");
        String longName = "d/" + "n".repeat(300);
        made.tar().pax("path", longName).file("short", "x");
        byte[] file = made.digested(longName, bytes("x")).footer()
                .signature("developerSignature", new byte[]{1}).signature("storeSignature", new byte[]{2}).gzip();
        InspectedPackage before = inspect(file);

        // when
        byte[] prefix = prepare(file, 6);
        byte[] signed = concatenated(prefix, StoreTail.of(new byte[]{3}));

        // then
        InspectedPackage after = inspect(signed);
        assertThat(after).usingRecursiveComparison().ignoringFields("storeSignature").isEqualTo(before);
        assertThat(after.storeSignature()).containsExactly(3);
    }

    @Test
    void thePrefixAloneIsThePackageUnsigned() throws Exception {
        byte[] file = MadePackage.sound().footer().signature("storeSignature", new byte[]{2}).gzip();

        InspectedPackage after = inspect(prepare(file, 1));

        assertThat(after.storeSignature()).isNull();
        assertThat(after.digest()).isEqualTo(inspect(file).digest());
    }

    @Test
    void theSamePackageGivesTheSamePrefix() throws Exception {
        byte[] large = new byte[3_000_000];
        new Random(5).nextBytes(large);
        byte[] file = MadePackage.sound().file("large", large).file("zeroes", new byte[1_000_000]).footer().gzip();

        assertThat(prepare(file, 6)).isEqualTo(prepare(file, 6));
    }

    @Test
    void aHeaderOfTheFirstFormatBecomesOneOfTheSecond() throws Exception {
        String old = MadePackage.HEADER.replace("formatVersion: 2", "formatVersion: 1").replace("packageId",
                "applicationId");
        byte[] file = MadePackage.withHeader(old + "extra: { free: data }\n").file("info.yaml", MadePackage.INFO).footer()
                .gzip();

        byte[] prefix = prepare(file, 6);

        PackageMetadata metadata = new PackageInspector(PackageLimits.DEFAULT).metadata(new ByteArrayInputStream(prefix));
        assertThat(metadata.header().formatVersion()).isEqualTo(2);
        assertThat(metadata.header().packageId()).isEqualTo("hello.world");
        assertThat(metadata.header().extra()).isNotNull();
    }

    @Test
    void theTailDependsOnNothingButTheSignature() {
        assertThat(StoreTail.of(new byte[100_000])).isEqualTo(StoreTail.of(new byte[100_000])).hasSizeGreaterThan(130_000);
        assertThat(StoreTail.of(new byte[2000])).hasSizeLessThan(6000);
    }

    @Test
    void aTailOfAnySizeIsRead() throws Exception {
        byte[] prefix = prepare(MadePackage.sound().footer().gzip(), 6);
        for (int size : List.of(1, 48_000, 49_151, 100_000, 200_000)) {
            assertThat(inspect(concatenated(prefix, StoreTail.of(new byte[size]))).storeSignature()).hasSize(size);
        }
    }

    private static byte[] prepare(byte[] file, int level) throws PackageException, IOException {
        var prefix = new ByteArrayOutputStream();
        new PackageInspector(PackageLimits.DEFAULT).prepare(new ByteArrayInputStream(file), prefix, level);
        return prefix.toByteArray();
    }

    private static InspectedPackage inspect(byte[] file) throws PackageException, IOException {
        return new PackageInspector(PackageLimits.DEFAULT).inspect(new ByteArrayInputStream(file));
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
