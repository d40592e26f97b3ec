package io.packhouse.installerbuilder.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.platform.objects.ArtifactContent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class TgzBaseTest {

    private static final byte[] INFO = "Percent 100\nOwner 1 2".getBytes(US_ASCII);

    @TempDir
    Path directory;
    private Builds builds;

    @BeforeEach
    void open() {
        builds = new Builds(directory);
    }

    @Test
    void appendsOneEntryAndKeepsEveryByteBeforeIt() throws Exception {
        // given
        byte[] tar = SampleTree.usual().tar();

        // when
        byte[] built = gunzip(builds.build(Platform.LINUX, SampleTree.gzip(tar), INFO));

        // then: the tar's bytes up to its end blocks, one header, one block of data, zeroes up to a whole record
        int end = entriesEnd(tar);
        assertThat(Arrays.copyOf(built, end)).isEqualTo(Arrays.copyOf(tar, end));
        assertThat(Arrays.copyOfRange(built, end + 512, end + 512 + INFO.length)).isEqualTo(INFO);
        assertThat(Arrays.copyOfRange(built, end + 512 + INFO.length, built.length)).containsOnly(0);
        assertThat(built.length % 10240).isZero();
        assertThat(built.length - end).isBetween(512 + 512 + 1024, 10240 + 1024 + 1024);
    }

    @Test
    void givesTheEntryItsNameModeOwnerAndTime() throws Exception {
        // when
        byte[] built = builds.build(Platform.MAC, SampleTree.usual().tgz(), INFO);

        // then
        TarArchiveEntry last = null;
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(gunzip(built)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                last = entry;
            }
        }
        assertThat(last.getName()).isEqualTo("seattle/seattle_repy/vesselinfo");
        assertThat(last.getMode()).isEqualTo(0644);
        assertThat(last.getUserName() + last.getLongUserId()).isEqualTo("root0");
        assertThat(last.getLastModifiedTime().toInstant()).isEqualTo(Builds.TIME);
        assertThat(last.getSize()).isEqualTo(INFO.length);
    }

    @Test
    void storesNothingPerBuildAndCarriesLessThanFourKilobytes() throws Exception {
        // given
        InstallerBase base = builds.base(Platform.LINUX, SampleTree.usual().tgz());

        // when
        Artifact artifact = base.build(Platform.LINUX, INFO, Builds.TIME);

        // then
        assertThat(artifact.segments()).hasSize(2).last().isInstanceOf(Segment.Inline.class);
        assertThat(artifact.segments().getLast().size()).isLessThan(4096);
        assertThat(artifact.name()).isEqualTo("seattle_linux.tgz");
        assertThat(artifact.contentType()).isEqualTo("application/gzip");
        assertThat(artifact.sha256()).isEqualTo(sha256(builds.content(artifact)));
    }

    @Test
    void isOneGzipMember() throws Exception {
        // when
        byte[] built = builds.build(Platform.LINUX, SampleTree.usual().tgz(), INFO);

        // then: readers that stop after the first member see everything
        try (var inflater = new Inflater(true)) {
            inflater.setInput(built, 10, built.length - 10);
            byte[] buffer = new byte[1 << 20];
            while (!inflater.finished()) {
                inflater.inflate(buffer);
            }
            assertThat(inflater.getRemaining()).isEqualTo(8);
        }
    }

    @Test
    void buildsTheSameBytesAgain() throws Exception {
        // given
        byte[] tgz = SampleTree.usual().tgz();

        // when / then
        assertThat(builds.build(Platform.LINUX, tgz, INFO)).isEqualTo(builds.build(Platform.LINUX, tgz, INFO));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 10_240, 60_000, 400_000})
    void carriesVesselinfoOfAnySize(int size) throws Exception {
        // given: bytes that do not compress, so that the largest tails become blobs
        byte[] info = new byte[size];
        new Random(size).nextBytes(info);
        InstallerBase base = builds.base(Platform.LINUX, SampleTree.usual().tgz());

        // when
        Artifact artifact = base.build(Platform.LINUX, info, Builds.TIME);

        // then
        byte[] built = builds.content(artifact);
        assertThat(artifact.sha256()).isEqualTo(sha256(built));
        assertThat(gunzip(built).length % 10240).isZero();
        assertThat(read(built, "seattle/seattle_repy/vesselinfo")).isEqualTo(info);
        assertThat(artifact.segments().getLast() instanceof Segment.Inline).isEqualTo(size < 16_000);
    }

    @Test
    void shadowsAnOlderVesselinfo() throws Exception {
        // given
        var tree = SampleTree.usual().and(SampleTree.Entry.file("seattle/seattle_repy/vesselinfo", 0100600, "old"));

        // when
        byte[] built = builds.build(Platform.LINUX, tree.tgz(), INFO);

        // then: the later entry stands
        assertThat(read(built, "seattle/seattle_repy/vesselinfo")).isEqualTo(INFO);
    }

    @Test
    void readsBasesOfSeveralMembersWithPaddingBehindTheEnd() throws Exception {
        // given: the tar cut in two members, and a third one of zeroes
        byte[] tar = SampleTree.usual().tar();
        byte[] base = SampleTree.gzip(Arrays.copyOf(tar, 700), Arrays.copyOfRange(tar, 700, tar.length),
                new byte[100_000]);

        // when
        byte[] built = gunzip(builds.build(Platform.LINUX, base, INFO));

        // then
        int end = entriesEnd(tar);
        assertThat(Arrays.copyOf(built, end)).isEqualTo(Arrays.copyOf(tar, end));
        assertThat(built.length).isLessThan(end + 20_000);
    }

    @Test
    void materialisesToTheSameBytes() throws Exception {
        // given
        Artifact artifact = builds.base(Platform.LINUX, SampleTree.usual().tgz()).build(Platform.LINUX, INFO, Builds.TIME);

        // when
        Artifact whole = new ArtifactContent(builds.store).materialise(artifact);

        // then
        assertThat(whole.segments()).hasSize(1);
        assertThat(builds.content(whole)).isEqualTo(builds.content(artifact));
    }

    static byte[] read(byte[] tgz, String name) throws IOException {
        byte[] content = null;
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(gunzip(tgz)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    content = tar.readAllBytes();
                }
            }
        }
        return content;
    }

    static byte[] gunzip(byte[] tgz) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(tgz))) {
            return in.readAllBytes();
        }
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static int entriesEnd(byte[] tar) {
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        return (end + 511) / 512 * 512;
    }
}
