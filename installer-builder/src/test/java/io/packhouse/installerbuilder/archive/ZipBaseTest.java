package io.packhouse.installerbuilder.archive;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.archives.ZipFields;
import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.installers.Platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class ZipBaseTest {

    private static final String NAME = "seattle/seattle_repy/vesselinfo";
    private static final byte[] INFO = "Percent 20\nOwner 12345 54321\nPercent 20\nOwner 12345 54321".getBytes(US_ASCII);

    @TempDir
    Path directory;
    private Builds builds;

    @BeforeEach
    void open() {
        builds = new Builds(directory);
    }

    @Test
    void addsOneEntryAtTheEndAndKeepsTheOthers() throws Exception {
        // given
        SampleTree tree = SampleTree.usual();

        // when
        Path built = Files.write(directory.resolve("built.zip"),
                builds.build(Platform.WINDOWS, tree.zip("made by a test"), INFO));

        // then: readers by directory and readers by stream see the same
        try (var zip = new ZipFile(built.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()).toList()).containsExactlyElementsOf(names(tree, NAME));
            for (SampleTree.Entry entry : tree.entries()) {
                assertThat(zip.getInputStream(zip.getEntry(entry.name())).readAllBytes()).isEqualTo(entry.content());
            }
            assertThat(zip.getInputStream(zip.getEntry(NAME)).readAllBytes()).isEqualTo(INFO);
            assertThat(zip.getComment()).isEqualTo("made by a test");
        }
        try (var zip = new ZipInputStream(Files.newInputStream(built))) {
            for (String name : names(tree, NAME)) {
                assertThat(zip.getNextEntry().getName()).isEqualTo(name);
            }
            assertThat(zip.readAllBytes()).isEqualTo(INFO);
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    @Test
    void givesTheEntryItsModeAndTime() throws Exception {
        // when
        Path built = Files.write(directory.resolve("built.zip"),
                builds.build(Platform.ANDROID, SampleTree.usual().zip(""), INFO));

        // then
        try (var zip = org.apache.commons.compress.archivers.zip.ZipFile.builder().setPath(built).get()) {
            ZipArchiveEntry entry = zip.getEntry(NAME);
            assertThat(entry.getUnixMode()).isEqualTo(0100644);
            assertThat(entry.getMethod()).isEqualTo(ZipArchiveEntry.DEFLATED);
            assertThat(entry.getSize()).isEqualTo(INFO.length);
            // DOS time has no zone; ours is UTC.
            assertThat(ZipTail.dosTime(Builds.TIME)).isEqualTo((46 << 9 | 11 << 5 | 21) << 16 | 10 << 11 | 11 << 5 | 6);
        }
    }

    @Test
    void copiesNoByteOfTheBase() throws Exception {
        // given
        byte[] zip = SampleTree.usual().zip("with a comment");
        InstallerBase base = builds.base(Platform.WINDOWS, zip);

        // when
        Artifact artifact = base.build(Platform.WINDOWS, INFO, Builds.TIME);

        // then
        long own = artifact.segments().stream().filter(Segment.Inline.class::isInstance).mapToLong(Segment::size).sum();
        assertThat(own).isLessThan(400);
        assertThat(artifact.segments()).filteredOn(Segment.Range.class::isInstance)
                .allMatch(segment -> ((Segment.Range) segment).blob().equals(base.original().sha256()));
        assertThat(artifact.sha256()).isEqualTo(TgzBaseTest.sha256(builds.content(artifact)));
        assertThat(artifact.size()).isEqualTo(zip.length + own - ZipFields.END_SIZE);
        assertThat(artifact.contentType()).isEqualTo("application/zip");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void replacesAnOlderVesselinfoWhereverItIs(int position) throws Exception {
        // given
        var older = SampleTree.Entry.file(NAME, 0100600, "old");
        var entries = new java.util.ArrayList<>(SampleTree.usual().entries());
        entries.add(position, older);
        SampleTree tree = new SampleTree(entries);

        // when
        Path built = Files.write(directory.resolve("built.zip"), builds.build(Platform.WINDOWS, tree.zip(""), INFO));

        // then
        try (var zip = new ZipFile(built.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()).toList())
                    .containsExactlyElementsOf(names(tree.without(NAME), NAME));
            assertThat(zip.getInputStream(zip.getEntry(NAME)).readAllBytes()).isEqualTo(INFO);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 20_000, 300_000})
    void carriesVesselinfoOfAnySizeStoredWhereThatIsSmaller(int size) throws Exception {
        // given: bytes that do not compress
        byte[] info = new byte[size];
        new Random(size).nextBytes(info);
        InstallerBase base = builds.base(Platform.WINDOWS, SampleTree.usual().zip(""));

        // when
        Artifact artifact = base.build(Platform.WINDOWS, info, Builds.TIME);

        // then
        byte[] bytes = builds.content(artifact);
        assertThat(artifact.sha256()).isEqualTo(TgzBaseTest.sha256(bytes));
        try (var zip = new ZipFile(Files.write(directory.resolve("built.zip"), bytes).toFile())) {
            assertThat(zip.getEntry(NAME).getMethod()).isZero();
            assertThat(zip.getInputStream(zip.getEntry(NAME)).readAllBytes()).isEqualTo(info);
        }
    }

    @Test
    void buildsTheSameBytesAgain() throws Exception {
        // given
        byte[] zip = SampleTree.usual().zip("");

        // when / then
        assertThat(builds.build(Platform.WINDOWS, zip, INFO)).isEqualTo(builds.build(Platform.WINDOWS, zip, INFO));
    }

    @Test
    void keepsALongCommentAsARangeOfTheBase() throws Exception {
        // given
        String comment = "x".repeat(60_000);

        // when
        byte[] built = builds.build(Platform.WINDOWS, SampleTree.usual().zip(comment), INFO);

        // then
        try (var zip = new ZipFile(Files.write(directory.resolve("built.zip"), built).toFile())) {
            assertThat(zip.getComment()).isEqualTo(comment);
        }
    }

    @Test
    void readsStreamedBasesWithDataDescriptors() throws Exception {
        // given: java.util.zip writes sizes behind the data
        byte[] zip = SampleTree.written(out -> {
            try (var stream = new java.util.zip.ZipOutputStream(out)) {
                for (String name : List.of("seattle/a", "seattle/seattle_repy/b")) {
                    stream.putNextEntry(new java.util.zip.ZipEntry(name));
                    stream.write(new byte[100]);
                    stream.closeEntry();
                }
            }
        });

        // when
        byte[] built = builds.build(Platform.WINDOWS, zip, INFO);

        // then
        try (var in = new ZipInputStream(new ByteArrayInputStream(built))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("seattle/a");
            assertThat(in.getNextEntry().getName()).isEqualTo("seattle/seattle_repy/b");
            assertThat(in.getNextEntry().getName()).isEqualTo(NAME);
            assertThat(in.readAllBytes()).isEqualTo(INFO);
        }
        assertThat(Arrays.copyOf(built, 100)).isEqualTo(Arrays.copyOf(zip, 100));
    }

    private static List<String> names(SampleTree tree, String more) {
        var names = new java.util.ArrayList<>(tree.entries().stream().map(SampleTree.Entry::name).toList());
        names.add(more);
        return names;
    }
}
