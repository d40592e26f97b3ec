package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platformtestkit.RemoteStore;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class XpiArchiveTest {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final String TEXT = "text ".repeat(1000);

    @TempDir
    Path directory;
    private ObjectStore objects;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(directory.resolve("objects"));
    }

    private BlobRef blob(byte[] bytes) throws IOException {
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(bytes);
            return blob.commit();
        }
    }

    private static String text(XpiEntry entry) throws IOException {
        return new String(entry.bytes(100_000), UTF_8);
    }

    @Test
    void givesEntriesInTheDirectorysOrderWhereverTheyLie() throws Exception {
        // given: the directory names them in another order than they lie in
        var first = stored("z", "first in the file");
        var second = deflated("a", TEXT);
        byte[] zip = RawZip.of(second, first).bytes();
        byte[] swapped = RawZip.of(first.with(e -> e.offset = 31L + second.data.length), second.with(e -> e.offset = 0))
                .bytes();
        int data = 2 * 31 + first.data.length + second.data.length;
        System.arraycopy(zip, 0, swapped, 0, data);

        // when / then
        try (var archive = XpiArchive.open(objects, blob(swapped), ArchiveLimits.DEFAULT)) {
            assertThat(archive.entries()).extracting(XpiEntry::name).containsExactly("z", "a");
            assertThat(text(archive.entries().getFirst())).isEqualTo("first in the file");
            assertThat(text(archive.entries().getLast())).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsStreamedArchivesWithDataDescriptors(boolean signed) throws Exception {
        // given
        byte[] zip = RawZip.of(deflated("a", TEXT).described(signed), stored("b", "b").described(signed), deflated("c", "c"))
                .bytes();

        // when / then
        try (var archive = XpiArchive.open(objects, blob(zip), ArchiveLimits.DEFAULT)) {
            assertThat(text(archive.find("a").orElseThrow())).isEqualTo(TEXT);
            assertThat(text(archive.find("b").orElseThrow())).isEqualTo("b");
        }
    }

    @Test
    void readsWhatWritersAddAndNobodyNeeds() throws Exception {
        // given: times and owners, padding, the same name in Unicode, comments, another archive inside
        var entry = stored("a.js", "a").mode(0100755).with(e -> {
            e.extra = RawZip.extra(0x5455, new byte[5]);
            e.localExtra = new byte[]{0x55, 0x54, 1, 0, 9, 0, 0};
            e.comment = new byte[100];
        });
        var named = stored("b\u00e9", "b").with(e -> e.extra = RawZip.extra(0x7075, "\1crc.b\u00e9".getBytes(UTF_8)));
        String inner = new String(RawZip.of(stored("x", "x")).bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] zip = RawZip.of(entry, named, stored("inner.zip", inner)).with(z -> z.comment = new byte[0xffff]).bytes();

        // when / then
        try (var archive = XpiArchive.open(objects, blob(zip), ArchiveLimits.DEFAULT)) {
            assertThat(archive.entries()).extracting(XpiEntry::name).containsExactly("a.js", "b\u00e9", "inner.zip");
        }
    }

    @Test
    void manyReadersMayReadAtOnce() throws Exception {
        // given
        byte[] zip = RawZip.of(deflated("a", TEXT), deflated("b", TEXT.toUpperCase(Locale.ROOT))).bytes();
        // when
        List<Future<String>> read = new ArrayList<>();
        try (var archive = XpiArchive.open(objects, blob(zip), ArchiveLimits.DEFAULT);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                XpiEntry entry = archive.entries().get(i % 2);
                read.add(executor.submit(() -> text(entry)));
            }
        }

        // then
        for (int i = 0; i < 40; i++) {
            assertThat(read.get(i).resultNow()).isEqualTo(i % 2 == 0 ? TEXT : TEXT.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void readsBlobsOfOtherMachinesFromACopyWithoutAName() throws Exception {
        // given
        assumeTrue(Files.isDirectory(OPEN_FILES), "this system does not show the files that a process has open");
        BlobRef blob = blob(RawZip.of(deflated("a", TEXT)).bytes());

        // when
        try (var archive = XpiArchive.open(new RemoteStore(objects), blob, ArchiveLimits.DEFAULT)) {
            // then
            assertThat(text(archive.entries().getFirst())).isEqualTo(TEXT);
            assertThat(copies()).hasSize(1).allMatch(file -> file.endsWith(" (deleted)"));
        }
        assertThat(copies()).isEmpty();
    }

    @Test
    void leavesNoCopyOfARefusedBlob() throws Exception {
        // given
        assumeTrue(Files.isDirectory(OPEN_FILES), "this system does not show the files that a process has open");
        BlobRef blob = blob(new byte[100_000]);
        var gone = new BlobRef("0".repeat(64), 1000);

        // when / then
        assertThatThrownBy(() -> XpiArchive.open(new RemoteStore(objects), blob, ArchiveLimits.DEFAULT))
                .isInstanceOf(FailureException.class).hasMessageContaining("is no ZIP archive");
        assertThatThrownBy(() -> XpiArchive.open(new RemoteStore(objects), gone, ArchiveLimits.DEFAULT))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.NOT_FOUND));
        assertThat(copies()).isEmpty();
    }

    @Test
    void doesNotEvenFetchABlobThatIsTooLarge() {
        // given: a name of nothing
        var huge = new BlobRef("0".repeat(64), ArchiveLimits.DEFAULT.packed().bytes() + 1);

        // when / then
        assertThatThrownBy(() -> XpiArchive.open(new RemoteStore(objects), huge, ArchiveLimits.DEFAULT))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.TOO_LARGE));
    }

    @Test
    void aStreamThatIsClosedEarlyCostsNothing() throws Exception {
        // given
        try (var archive = XpiArchive.open(objects, blob(RawZip.of(deflated("a", TEXT)).bytes()), ArchiveLimits.DEFAULT)) {
            XpiEntry entry = archive.entries().getFirst();

            // when
            try (InputStream in = entry.open()) {
                assertThat(in.read()).isEqualTo('t');
            }

            // then: it was not found right, and can be read again
            assertThat(entry.entry().isVerified()).isFalse();
            assertThat(text(entry)).isEqualTo(TEXT);
            assertThat(entry.entry().isVerified()).isTrue();
        }
    }

    /** The names of the copies that this process has open. */
    private static List<String> copies() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path file : files) {
                names.add(target(file));
            }
        }
        return names.stream().filter(name -> name.contains("packhouse-xpi-")).toList();
    }

    /** Others may close files while we look. */
    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }
}
