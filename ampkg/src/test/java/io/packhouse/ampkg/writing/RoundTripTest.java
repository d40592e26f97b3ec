package io.packhouse.ampkg.writing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;
import io.packhouse.ampkg.PackageMetadata;
import io.packhouse.ampkg.archive.ArchiveEntry;
import io.packhouse.ampkg.archive.ArchiveEntry.Kind;
import io.packhouse.ampkg.archive.PackageArchive;
import io.packhouse.ampkg.archive.PackageDigest;
import io.packhouse.ampkg.document.PackageFooter;
import io.packhouse.ampkg.document.PackageHeader;
import io.packhouse.ampkg.yaml.YamlValue;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written is read: names that ustar can and cannot hold, rights, contents, digest and documents. */
class RoundTripTest {

    private static final YamlValue.Fields EXTRA = YamlValue.Fields.of(Map.of("key", new YamlValue.Text("v\u00e4lue")));

    @Test
    void packagesOfAllKinds() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            var tree = new MadeTree(seed, 40);

            byte[] file = write(tree, new byte[]{1, 2, 3});

            assertThat(readEntries(file)).as("seed %d", seed).isEqualTo(tree.entries());
            PackageMetadata metadata = new PackageInspector(PackageLimits.DEFAULT).metadata(new ByteArrayInputStream(file));
            assertThat(metadata.header()).isEqualTo(PackageHeader.of("some.id", 99, EXTRA, EXTRA));
            assertThat(metadata.footer().developerSignature()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void namesOfAllLengths() throws Exception {
        var names = new ArrayList<String>();
        for (int parent = 1; parent < 170; parent += 3) {
            for (int name : new int[]{1, 98, 99, 100, 101, 102}) {
                names.add("d".repeat(parent) + '/' + "n".repeat(name));
            }
        }
        for (String name : names) {
            byte[] header = TarBlocks.header(name, 5, 0400);
            assertThat(header.length).as(name).isEqualTo(
                    name.length() <= 100 || (name.indexOf('/') <= 155 && name.length() - name.indexOf('/') - 1 <= 100)
                            ? 512
                            : 1536);
        }
    }

    private static byte[] write(MadeTree tree, byte[] signature) throws PackageException, IOException {
        var out = new ByteArrayOutputStream();
        var digest = new PackageDigest();
        try (var writer = new PackageWriter(out, 1)) {
            for (var sink : List.of(writer, digest)) {
                sink.header(PackageHeader.of("some.id", 99, EXTRA, EXTRA));
                for (int i = 0; i < tree.entries().size(); i++) {
                    sink.begin(tree.entries().get(i));
                    sink.content(tree.content(i), tree.content(i).length);
                    sink.end(tree.entries().get(i));
                }
            }
            writer.footers(new PackageFooter(digest.digest(), signature, null));
            writer.finish();
        }
        return out.toByteArray();
    }

    private static List<ArchiveEntry> readEntries(byte[] file) throws PackageException, IOException {
        var entries = new ArrayList<ArchiveEntry>();
        try (var archive = new PackageArchive(new ByteArrayInputStream(file), PackageLimits.DEFAULT)) {
            for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
                if (entry.kind() == Kind.FILE || entry.kind() == Kind.DIRECTORY) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }
}
