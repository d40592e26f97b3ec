package io.packhouse.repackager.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XpiWriterTest {

    @TempDir
    Path directory;
    private ObjectStore objects;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(directory.resolve("objects"));
    }

    static NewEntry file(String name, String content) {
        return new NewEntry(name, Content.of(content.getBytes(UTF_8)));
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private byte[] bytes(BlobRef blob) throws Exception {
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatIsWrittenIsReadInTheGivenOrder() throws Exception {
        // given
        byte[] noise = noise(300_000);
        var entries = List.of(file("install.rdf", "<RDF/>"), NewEntry.directory("resources"),
                file("resources/b.js", "main();".repeat(10_000)), file("resources/a.js", ""),
                new NewEntry("resources/Gr\u00fc\u00dfe.png", Content.of(noise)));

        // when
        BlobRef blob = XpiWriter.write(objects, entries);

        // then
        try (var archive = XpiArchive.open(objects, blob, ArchiveLimits.DEFAULT)) {
            assertThat(archive.entries()).extracting(XpiEntry::name)
                    .containsExactlyElementsOf(entries.stream().map(NewEntry::name).toList());
            for (NewEntry entry : entries) {
                assertThat(archive.find(entry.name()).orElseThrow().bytes(1_000_000))
                        .isEqualTo(entry.content().bytes(1_000_000));
            }
            assertThat(archive.entries()).extracting(XpiEntry::deflated).containsExactly(false, false, true, false, false);
            assertThat(archive.entries()).extracting(XpiEntry::directory).containsExactly(false, true, false, false, false);
            assertThat(archive.find("resources")).isEmpty();
        }
    }

    @Test
    void copiesEntriesOfAnotherArchiveAsTheyArePacked() throws Exception {
        // given
        BlobRef first = XpiWriter.write(objects, List.of(file("mimetype", "application/x-xpi".repeat(100)),
                file("b", "b".repeat(100_000)), new NewEntry("a", Content.of(noise(100_000)))));

        // when
        BlobRef second;
        try (var archive = XpiArchive.open(objects, first, ArchiveLimits.DEFAULT)) {
            List<NewEntry> entries = new ArrayList<>();
            archive.entries().forEach(entry -> entries.add(NewEntry.of(entry)));
            second = XpiWriter.write(objects, entries);
        }

        // then
        assertThat(second).isEqualTo(first);
        assertThat(bytes(second)).hasSize((int) second.size());
    }

    @Test
    void theSameEntriesAreTheSameBytes() throws Exception {
        // given
        Path source = Files.write(directory.resolve("source.js"), "exports.x = 1;\n".repeat(5000).getBytes(UTF_8));
        var entries = List.of(new NewEntry("x.js", Content.of(source)), new NewEntry("n", Content.of(noise(70_000))));
        BlobRef first = XpiWriter.write(objects, entries);

        // when: later, and the file has another time and mode
        Files.setLastModifiedTime(source, FileTime.fromMillis(0));
        assertThat(source.toFile().setExecutable(true)).isTrue();

        // then
        assertThat(XpiWriter.write(objects, entries)).isEqualTo(first);
        assertThat(XpiWriter.write(objects, entries.reversed())).isNotEqualTo(first);
    }

    /** Byte by byte, as all of it is promised; written by hand from the format's description. */
    @Test
    void headersAreFixed() throws Exception {
        // given
        String local = "504b0304" + "1400" + "0000" + "0000" + "00002100" + "00000000" + "00000000" + "00000000" + "0200"
                + "0000"
                + "642f";
        String named = "504b0304" + "0a00" + "0008" + "0000" + "00002100" + "43beb7e8" + "01000000" + "01000000" + "0200"
                + "0000"
                + "c3a9" + "61";
        String central = "504b0102" + "1403" + "1400" + "0000" + "0000" + "00002100" + "00000000" + "00000000" + "00000000"
                + "0200" + "0000" + "0000" + "0000" + "0000" + "1000ed41" + "00000000" + "642f" //
                + "504b0102" + "1403" + "0a00" + "0008" + "0000" + "00002100" + "43beb7e8" + "01000000" + "01000000" + "0200"
                + "0000" + "0000" + "0000" + "0000" + "0000a481" + "20000000" + "c3a9";
        String end = "504b0506" + "0000" + "0000" + "0200" + "0200" + "60000000" + "41000000" + "0000";

        // when
        BlobRef blob = XpiWriter.write(objects, List.of(NewEntry.directory("d"), file("\u00e9", "a")));

        // then
        assertThat(HexFormat.of().formatHex(bytes(blob))).isEqualTo(local + named + central + end);
    }

    @Test
    void copiesPackedBytesOfAnyDeflater() throws Exception {
        // given: deflated harder than we do, with a descriptor, extra fields and a comment that are not wanted
        var raw = RawEntry.deflated("a.js", "one two three ".repeat(100)).described(true).mode(0100755);
        raw.extra = RawZip.extra(0x5455, new byte[5]);
        raw.comment = new byte[9];
        Path path = Files.write(directory.resolve("other.xpi"), RawZip.of(raw).bytes());

        // when
        BlobRef copy;
        try (var archive = XpiArchive.open(path, ArchiveLimits.DEFAULT)) {
            copy = XpiWriter.write(objects, List.of(new NewEntry("lib/b.js", archive.entries().getFirst())));
        }

        // then
        try (var archive = XpiArchive.open(objects, copy, ArchiveLimits.DEFAULT)) {
            XpiEntry entry = archive.find("lib/b.js").orElseThrow();
            assertThat(entry.entry().openPacked().readAllBytes()).isEqualTo(raw.data);
            assertThat(entry.size()).isEqualTo(1400);
            assertThat(copy.size()).isEqualTo(30 + 8 + raw.data.length + 46 + 8 + 22);
        }
    }

    @Test
    void aFirstMimetypeIsStoredAndNoOther() throws Exception {
        // given
        var mimetype = file("mimetype", "x".repeat(1000));
        BlobRef second = XpiWriter.write(objects, List.of(file("a", "a"), mimetype));

        // when
        try (var archive = XpiArchive.open(objects, second, ArchiveLimits.DEFAULT)) {
            XpiEntry deflated = archive.find("mimetype").orElseThrow();
            BlobRef first = XpiWriter.write(objects, List.of(NewEntry.of(deflated), file("a", "a")));

            // then
            assertThat(deflated.deflated()).isTrue();
            assertThat(first).isEqualTo(XpiWriter.write(objects, List.of(mimetype, file("a", "a"))));
            try (var other = XpiArchive.open(objects, first, ArchiveLimits.DEFAULT)) {
                assertThat(other.entries().getFirst().deflated()).isFalse();
            }
        }
    }

    @Test
    void noticesContentThatChanges() throws Exception {
        // given: a file that is longer, then shorter, than it was
        Path source = Files.write(directory.resolve("source.js"), noise(1000));
        var entries = List.of(new NewEntry("x", Content.of(source)));
        for (int size : new int[]{1001, 999}) {
            Files.write(source, noise(size));

            // when / then
            assertThatThrownBy(() -> XpiWriter.write(objects, entries)).isInstanceOf(IOException.class)
                    .hasMessageContaining("changed while it was read: it had 1000 bytes");
        }
    }

    @Test
    void anEmptyArchiveIsOne() throws Exception {
        // when
        BlobRef blob = XpiWriter.write(objects, List.of());

        // then
        assertThat(blob.size()).isEqualTo(22);
        try (var archive = XpiArchive.open(objects, blob, ArchiveLimits.DEFAULT)) {
            assertThat(archive.entries()).isEmpty();
        }
    }

    @Test
    void refusesMoreEntriesThanAnArchiveCounts() {
        // given
        var entries = Collections.nCopies(65_535, file("x", ""));

        // when / then
        assertThatThrownBy(() -> XpiWriter.write(objects, entries)).isInstanceOf(FailureException.class)
                .hasMessage("The XPI would have 65535 entries; an archive has at most 65534");
    }
}
