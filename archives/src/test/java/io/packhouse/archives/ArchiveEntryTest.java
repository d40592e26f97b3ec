package io.packhouse.archives;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.archives.ZipFault.Kind;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The content of entries: what lies about itself never comes out whole. */
class ArchiveEntryTest {

    private static final String TEXT = "one two three four five ".repeat(20);

    @TempDir
    Path directory;

    private ArchiveFile file(RawEntry... entries) throws Exception {
        return ArchiveFile.open(Files.write(directory.resolve("raw.zip"), RawZip.of(entries).bytes()));
    }

    private static RawEntry sized(RawEntry entry, long size) {
        return entry.with(x -> x.unpacked = x.localUnpacked = size);
    }

    private static RawEntry packed(RawEntry entry, byte[] data) {
        return entry.with(x -> {
            x.data = data;
            x.packed = x.localPacked = data.length;
        });
    }

    static Stream<Arguments> liars() {
        byte[] data = deflated("x", TEXT).data;
        return Stream.of(arguments(Kind.TOO_MANY_BYTES, sized(deflated("x", TEXT), TEXT.length() - 1)),
                arguments(Kind.TOO_MANY_BYTES, sized(deflated("x", TEXT), 0)),
                arguments(Kind.TOO_FEW_BYTES, sized(deflated("x", TEXT), TEXT.length() + 1)),
                arguments(Kind.CHECKSUM, deflated("x", TEXT).with(x -> x.crc = x.localCrc = 7)),
                arguments(Kind.CHECKSUM, stored("x", TEXT).with(x -> x.crc = x.localCrc = 7)),
                arguments(Kind.CHECKSUM, stored("x", "").with(x -> x.crc = x.localCrc = 7)),
                arguments(Kind.DATA_BEHIND, packed(deflated("x", TEXT), Arrays.copyOf(data, data.length + 1))),
                arguments(Kind.DATA_CUT, packed(deflated("x", TEXT), Arrays.copyOf(data, data.length - 1))),
                arguments(Kind.DATA_CUT, packed(deflated("x", TEXT), new byte[0])),
                arguments(Kind.DATA_DAMAGED, packed(deflated("x", TEXT), new byte[]{7, 7, 7, 7})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("liars")
    void what_lies_never_comes_out_whole(Kind kind, RawEntry entry) throws Exception {
        try (var archive = ZipArchive.open(file(entry), Refusing.rules(NamePolicy.NEVER_TWICE));
                var check = new EntryCheck()) {
            ArchiveEntry liar = archive.entries().getFirst();
            try (InputStream in = liar.open()) {
                assertThatThrownBy(() -> in.skipNBytes(Math.max(1, liar.size())))
                        .isInstanceOfSatisfying(Refusing.Refused.class, e -> assertThat(e.fault().kind()).isEqualTo(kind));
            }
            assertThatThrownBy(() -> check.check(liar))
                    .isInstanceOfSatisfying(Refusing.Refused.class, e -> assertThat(e.fault().kind()).isEqualTo(kind));
            assertThat(liar.isVerified()).isFalse();
        }
    }

    /** Entries without a byte: deflated to two bytes, deflated without any as some writers do, stored. */
    @Test
    void empty_entries_are_taken_as_writers_make_them() throws Exception {
        try (var archive = ZipArchive.open(
                file(deflated("a", ""), packed(deflated("b", ""), new byte[0]), stored("c", ""), deflated("d/", "")),
                Refusing.rules(NamePolicy.APART_EVERYWHERE))) {
            for (ArchiveEntry entry : archive.entries()) {
                assertThat(entry.open().readAllBytes()).isEmpty();
                assertThat(entry.isVerified()).isTrue();
            }
        }
    }

    @Test
    void one_check_is_for_any_number_of_entries() throws Exception {
        byte[] noise = new byte[300_000];
        new Random(5).nextBytes(noise);
        RawEntry wrong = deflated("c", TEXT).with(x -> x.crc = x.localCrc = 1);
        try (var archive = ZipArchive.open(
                ArchiveFile.open(Files.write(directory.resolve("raw.zip"),
                        RawZip.of(deflated("a", noise), wrong, stored("b", TEXT), deflated("d", noise)).bytes())),
                new ZipRules(new ZipLimits(ZipLimits.NONE, 10, 1000, 100, 40, 4), java.util.Set.of(),
                        NamePolicy.APART_EVERYWHERE, (fault, cause) -> new Refusing.Refused(fault)));
                var check = new EntryCheck()) {
            check.check(archive.find("a").orElseThrow());
            assertThatThrownBy(() -> check.check(archive.find("c").orElseThrow())).hasMessageContaining("<c>");
            check.check(archive.find("b").orElseThrow());
            check.check(archive.find("d").orElseThrow());
            assertThat(archive.entries()).extracting(ArchiveEntry::isVerified).containsExactly(true, false, true, true);
            assertThat(archive.find("d").orElseThrow().open().readAllBytes()).isEqualTo(noise);
        }
    }

    @Test
    void a_copy_has_no_name() throws Exception {
        byte[] zip = RawZip.of(stored("a", TEXT)).bytes();
        Path temporary = Files.createTempFile(directory, "copy-", null);
        try (var archive = ZipArchive.open(ArchiveFile.copy(new ByteArrayInputStream(zip), temporary),
                Refusing.rules(NamePolicy.NEVER_TWICE))) {
            assertThat(directory).isEmptyDirectory();
            assertThat(archive.entries().getFirst().open().readAllBytes()).asString().isEqualTo(TEXT);
            assertThat(archive.size()).isEqualTo(zip.length);
        }
    }

    @Test
    void a_refused_archive_is_closed() throws Exception {
        ArchiveFile file = file(stored("../x", ""));
        assertThatThrownBy(() -> ZipArchive.open(file, Refusing.rules(NamePolicy.NEVER_TWICE)))
                .hasMessage("has the entry <../x> that has an empty part, '.' or '..' in its path");
        assertThatThrownBy(() -> file.read(0, 1)).isInstanceOf(java.nio.channels.ClosedChannelException.class);
    }

    @Test
    void names_are_shown_in_printable_ascii() {
        assertThat(ForeignText.printable("a\nb\u00e9\ud83d\ude00")).isEqualTo("a?b??");
        assertThat(ForeignText.printable("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(ForeignText.printable("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }
}
