package io.packhouse.packagestore.verification;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.SignatureVerifier;
import io.packhouse.ampkg.StoreTail;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.PreparedPackage;
import io.packhouse.packagestore.TestDeveloper;
import io.packhouse.packagestore.TestPackages;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.RunningSha256;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is found out about an uploaded package, and with which words others are refused. */
class PackageVerificationTest {

    @TempDir
    Path folder;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private FileObjectStore objects;
    private TestPackages packages;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(folder.resolve("objects"));
        packages = new TestPackages(folder);
    }

    private PackageVerification verification(PackageLimits limits, @Nullable SignatureVerifier developers,
            @Nullable PreparedPackages prepared) {
        return new PackageVerification(objects, limits, developers, prepared, new VerificationMetrics(registry));
    }

    private PackageVerification verification() {
        return verification(PackageLimits.DEFAULT, null, null);
    }

    private BlobRef stored(byte[] bytes) throws IOException {
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(bytes);
            return blob.commit();
        }
    }

    private BlobRef stored(Path file) throws IOException {
        return stored(Files.readAllBytes(file));
    }

    private byte[] content(BlobRef blob) throws IOException {
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        }
    }

    private Failure refusal(PackageVerification verification, BlobRef file) {
        return catchThrowableOfType(FailureException.class, () -> verification.verify(file)).failure();
    }

    private double refused(String why) {
        return registry.get("packhouse.packages.refused").tag("why", why).counter().count();
    }

    @Test
    void tellsWhatAPackageSaysOfItself() throws Exception {
        BlobRef file = stored(packages.linux("hello.world", "1.10"));

        PackageFacts facts = verification().verify(file);

        assertThat(facts.key()).isEqualTo(new PackageKey("hello.world", "linux_x86_64"));
        assertThat(facts.version()).isEqualTo("1.10");
        assertThat(facts.names()).isEqualTo(Map.of("en", "Package", "de", "Päckchen"));
        assertThat(facts.descriptions()).isEqualTo(Map.of("en", "A test"));
        assertThat(facts.categories()).containsExactly("games", "tools");
        assertThat(facts.file()).isEqualTo(file);
        assertThat(facts.icon()).isNotNull();
        assertThat(content(facts.icon())).isEqualTo(TestPackages.ICON);
        assertThat(facts.digest()).hasSize(64);
        assertThat(facts.developer()).isNull();
        assertThat(registry.get("packhouse.packages.verified").counter().count()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoGzipInTheWordsThatClientsKnow() throws Exception {
        for (String body : List.of("", "\u001f", "PK\u0003\u0004")) {
            assertThat(refusal(verification(), stored(body.getBytes(UTF_8))))
                    .isEqualTo(new Failure(Failure.Code.INVALID_REQUEST, "wrong package format"));
        }
        assertThat(refused("format")).isEqualTo(3);
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeItIsRead() throws Exception {
        BlobRef file = stored("no package, but that is not looked at".getBytes(UTF_8));
        PackageLimits small = new PackageLimits(10, 1000, 10, 10, 100, 1000);

        Failure failure = refusal(verification(small, null, null), file);

        assertThat(failure.code()).isEqualTo(Failure.Code.TOO_LARGE);
        assertThat(failure.message()).isEqualTo("package file is too large (37 bytes, at most 10 are taken)");
        assertThat(refused("size")).isEqualTo(1);
    }

    @Test
    void refusesEveryCutOffPackageWithASentence() throws Exception {
        byte[] whole = Files.readAllBytes(packages.plain("hello", "1"));
        for (int length = 2; length < whole.length - 20; length += 101) {
            Failure failure = refusal(verification(), stored(Arrays.copyOf(whole, length)));

            assertThat(failure.code()).as("%s bytes: %s", length, failure).isEqualTo(Failure.Code.INVALID_REQUEST);
            assertThat(failure.message()).isNotBlank();
        }
    }

    @Test
    void looksAtDeveloperSignaturesWhenSomebodyIsTrusted() throws Exception {
        TestDeveloper trusted = new TestDeveloper("dev");
        TestDeveloper other = new TestDeveloper("other");
        Path plain = packages.plain("hello", "1");
        PackageVerification verification = verification(PackageLimits.DEFAULT,
                SignatureVerifier.trusting(List.of(trusted.pem(folder))), null);

        assertThat(verification.verify(stored(packages.signed(plain, trusted))).developer()).isEqualTo("CN=dev");
        assertThat(refusal(verification, stored(plain)).message()).isEqualTo("no developer signature");
        assertThat(refusal(verification, stored(packages.signed(plain, other))).message())
                .startsWith("invalid developer signature (\"").endsWith("\")");
        assertThat(refused("developer-signature")).isEqualTo(2);
        assertThat(verification().verify(stored(packages.signed(plain, other))).developer()).isNull();
    }

    @Test
    void namesTheSignatureBeforeTheManifestAndTheContainerBeforeTheSignature() throws Exception {
        PackageVerification verification = verification(PackageLimits.DEFAULT,
                SignatureVerifier.trusting(List.of(new TestDeveloper("dev").pem(folder))), null);
        // Categories too long for a record: found when the manifest is known, so after the signature.
        BlobRef wrongManifest = stored(wide());
        byte[] damaged = damaged(packages.plain("hello", "1"));

        assertThat(refusal(verification, wrongManifest).message()).isEqualTo("no developer signature");
        assertThat(refusal(verification(), wrongManifest).message()).contains("at most 524288 are taken");
        assertThat(refusal(verification, stored(damaged)).message()).contains("package digest mismatch");
    }

    /** A package with a version of 600,000 characters. */
    private Path wide() {
        return packages.plain("wide", "v".repeat(600_000));
    }

    /** The same with one letter of its payload changed. */
    private static byte[] damaged(Path file) throws IOException {
        byte[] tar;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            tar = in.readAllBytes();
        }
        String text = new String(tar, ISO_8859_1);
        tar[text.indexOf("// 1\n") + 3] = '2';
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(tar);
        }
        return packed.toByteArray();
    }

    @Test
    void preparesAPackageInTheSamePassAndOnlyOnce() throws Exception {
        PreparedPackages prepared = new PreparedPackages(objects, 6);
        PackageVerification verification = verification(PackageLimits.DEFAULT, null, prepared);
        BlobRef file = stored(packages.linux("hello", "1"));

        PackageFacts facts = verification.verify(file);
        PreparedPackage made = prepared.find(file).orElseThrow();
        verification.verify(file);

        assertThat(prepared.find(file)).hasValueSatisfying(again -> assertThat(again.prefix()).isEqualTo(made.prefix()));
        byte[] prefix = content(made.prefix());
        byte[] tail = StoreTail.of("signature".getBytes(UTF_8));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(prefix);
        whole.write(tail);
        InspectedPackage read = new PackageInspector(PackageLimits.DEFAULT)
                .inspect(new ByteArrayInputStream(whole.toByteArray()));
        assertThat(HexFormat.of().formatHex(read.digest())).isEqualTo(facts.digest()).isEqualTo(made.digest());
        assertThat(read.storeSignature()).isEqualTo("signature".getBytes(UTF_8));
        RunningSha256 digest = RunningSha256.continuing(made.sha256State());
        digest.update(tail, 0, tail.length);
        assertThat(digest.hex()).isEqualTo(stored(whole.toByteArray()).sha256());
    }

    @Test
    void aRefusedPackageIsNotPrepared() throws Exception {
        PreparedPackages prepared = new PreparedPackages(objects, 6);
        for (BlobRef file : List.of(stored(damaged(packages.plain("a", "1"))),
                stored("\u001f\u008b".getBytes(ISO_8859_1)))) {
            refusal(verification(PackageLimits.DEFAULT, null, prepared), file);

            assertThat(prepared.find(file)).isEmpty();
        }
    }

    @Test
    void stopsWhenItsJobIsStopped() throws Exception {
        BlobRef file = stored(packages.make("hello", "1", Map.of("zeros", new byte[5_000_000])));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> verification().verify(file)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aBlobThatIsNotThereIsNoFaultOfThePackage() {
        Failure failure = refusal(verification(), new BlobRef("0".repeat(64), 1000));

        assertThat(failure.code()).isNotEqualTo(Failure.Code.INVALID_REQUEST);
    }
}
