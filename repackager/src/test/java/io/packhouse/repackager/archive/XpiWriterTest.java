package io.packhouse.repackager.archive;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
}
