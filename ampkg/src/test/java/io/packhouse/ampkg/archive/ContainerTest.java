package io.packhouse.ampkg.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.packhouse.ampkg.MadePackage;
import io.packhouse.ampkg.MadeTar;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;

import static org.assertj.core.api.Assertions.assertThat;

/** What the original reads, is read: other ways to write the same archive. */
class ContainerTest {

    @Test
    void zeroesAndGarbageBehindGzipAreIgnored() throws Exception {
        byte[] sound = MadePackage.sound().footer().gzip();
        inspect(Arrays.copyOf(sound, 10_240));
        inspect(joined(sound, bytes("garbage that is no gzip")));
        inspect(joined(sound, new byte[]{0x1f, 0}));
    }

    @Test
    void theEndOfTheArchiveMayBeMissing() throws Exception {
        inspect(MadePackage.sound().footer().unended());
    }

    @Test
    void whatFollowsTheEndOfTheArchiveIsIgnored() throws Exception {
        byte[] more = new MadeTar().file("../evil", "").gzip();
        inspect(joined(MadePackage.sound().footer().gzip(), more));
    }

    @Test
    void membersAreOneStream() throws Exception {
        MadePackage made = MadePackage.sound().footer();
        byte[] tar = made.tar().bytes();
        var members = new ByteArrayOutputStream();
        for (int at = 0; at < tar.length; at += 333) {
            members.writeBytes(MadeTar.gzip(Arrays.copyOfRange(tar, at, Math.min(tar.length, at + 333))));
            members.writeBytes(MadeTar.gzip(new byte[0]));
        }
        inspect(members.toByteArray());
    }

    @Test
    void optionalFieldsOfGzipAreSkipped() throws Exception {
        byte[] sound = MadePackage.sound().footer().gzip();
        byte[] begin = Arrays.copyOf(sound, 10);
        begin[3] = 2 | 4 | 8 | 16;
        inspect(joined(begin, new byte[]{3, 0, 9, 9, 9}, bytes("name\0comment\0"), new byte[2],
                Arrays.copyOfRange(sound, 10, sound.length)));
    }

    @Test
    void theChecksumOfGzipIsNotCompared() throws Exception {
        byte[] sound = MadePackage.sound().footer().gzip();
        sound[sound.length - 8] ^= 1;
        sound[sound.length - 1] ^= 1;
        inspect(sound);
    }

    @Test
    void headersOfAllKindsAreRead() throws Exception {
        // given a header before POSIX, a zero as the type, a contiguous file, a prefix, a size in binary and a global header
        MadePackage made = MadePackage.sound();
        byte[] old = MadeTar.with(MadeTar.header('0', bytes("old"), 1), 257, "\0\0\0\0\0\0\0\0");
        made.tar().add(MadeTar.with(old, 156, "\0"), bytes("1"));
        made.tar().add('7', "contiguous", bytes("2"));
        made.directory("prefix");
        made.tar().add(MadeTar.with(MadeTar.header('0', bytes("name"), 1), 345, "prefix"), bytes("3"));
        made.tar().add(MadeTar.with(MadeTar.header('0', bytes("binary"), 0), 124, "\200\0\0\0\0\0\0\0\0\0\0\1"), bytes("4"));
        made.tar().add('g', "global", MadeTar.record("path", "everything"));
        made.file("after", "5");
        made.tar().add('0', "dir/", new byte[0]);

        // when
        List<String> names = names(made.gzip());

        // then
        assertThat(names).containsSubsequence("old", "contiguous", "prefix", "prefix/name", "binary", "after", "dir");
    }

    @Test
    void namesLeadWhereADeviceWouldPutThem() throws Exception {
        MadePackage made = MadePackage.sound();
        made.tar().directory("./").directory("./").directory("a/").file("a/../inner", "").file("/absolute", "")
                .file("a//b", "")
                .directory("a/./c//").file("./a/c/../d", "").file("sub--", "").file("a/--x", "").directory("..d/")
                .file("..d/x", "");

        assertThat(places(made.gzip())).endsWith("", "", "a", "inner", "absolute", "a/b", "a/c", "a/d", "sub--", "a/--x",
                "..d",
                "..d/x");
    }

    @Test
    void namesOfTheDigestStayAsTheyAre() throws Exception {
        MadePackage made = MadePackage.sound().directory("a").file("./x", "1").file("a//b", "2").directory("a/.//c");
        inspect(made.footer().gzip());
    }

    @Test
    void rightsToExecuteAreSeen() throws Exception {
        MadePackage made = MadePackage.sound();
        made.tar().add(MadeTar.with(MadeTar.header('0', bytes("tool"), 0), 100, "0000755"), new byte[0]);
        made.tar().add(MadeTar.with(MadeTar.header('0', bytes("others"), 0), 100, "0000011"), new byte[0]);
        var executable = new ArrayList<String>();
        try (var archive = new PackageArchive(new ByteArrayInputStream(made.footer().gzip()), PackageLimits.DEFAULT)) {
            for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
                if (entry.executable()) {
                    executable.add(entry.name());
                }
            }
        }
        assertThat(executable).containsExactly("tool");
    }

    private static List<String> names(byte[] file) throws Exception {
        return entries(file).stream().map(ArchiveEntry::name).toList();
    }

    private static List<String> places(byte[] file) throws Exception {
        return entries(file).stream().map(ArchiveEntry::place).toList();
    }

    private static List<ArchiveEntry> entries(byte[] unfinished) throws Exception {
        var entries = new ArrayList<ArchiveEntry>();
        try (var archive = new PackageArchive(new ByteArrayInputStream(unfinished), PackageLimits.DEFAULT)) {
            for (ArchiveEntry entry = archive.next(); entry != null; entry = archive.next()) {
                entries.add(entry);
            }
        } catch (PackageException e) {
            assertThat(e).hasMessageContaining("missing the digest");
        }
        return entries;
    }

    private static void inspect(byte[] file) throws Exception {
        assertThat(new PackageInspector(PackageLimits.DEFAULT).inspect(new ByteArrayInputStream(file)).id())
                .isEqualTo("hello.world");
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
