package io.packhouse.repackager.archive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is wrong with an archive as a whole, and with the headers of its entries. */
class HostileXpiTest {

    static final ArchiveLimits LIMITS = new ArchiveLimits(new ByteSize(100_000), new ByteSize(60_000), new ByteSize(50_000),
            10, 40, 4, 20, new ByteSize(1000), new ByteSize(1000));

    @TempDir
    Path directory;

    private static RawEntry a() {
        return deflated("a.js", "aaaaaaaaaaaaaaaaaaaaaaaa");
    }

    private static RawEntry b() {
        return stored("b.js", "bbb");
    }

    private static byte[] good() {
        return RawZip.of(a(), b()).bytes();
    }

    static Stream<Arguments> archives() {
        byte[] zip = good();
        return Stream.of(Arguments.of("nothing", new byte[0], "is no ZIP archive, or was cut off: it has no end record"),
                Arguments.of("text", RawZip.latin("text ".repeat(100)),
                        "is no ZIP archive, or was cut off: it has no end record"),
                Arguments.of("cut in half", Arrays.copyOf(zip, zip.length / 2),
                        "is no ZIP archive, or was cut off: it has no end record"),
                Arguments.of("cut by one", Arrays.copyOf(zip, zip.length - 1),
                        "is no ZIP archive, or was cut off: it has no end record"),
                Arguments.of("cut within the comment",
                        cut(RawZip.of(a()).with(z -> z.comment = new byte[5]).bytes(), 1),
                        "was cut off: its end record announces a comment that is not all there"),
                Arguments.of("bytes behind it", Arrays.copyOf(zip, zip.length + 3),
                        "has 3 bytes after its end record; nothing may follow it"),
                Arguments.of("bytes before it, offsets of its own",
                        RawZip.of(a()).with(z -> z.before = new byte[7]).with(z -> z.countBefore = false).bytes(),
                        "begins with 7 bytes that belong to no entry, as self-extracting files do"),
                Arguments.of("bytes before it", RawZip.of(a()).with(z -> z.before = new byte[7]).bytes(),
                        "begins with 7 bytes that belong to no entry"),
                Arguments.of("bytes in an empty one", RawZip.of().with(z -> z.before = new byte[7]).bytes(),
                        "begins with 7 bytes that belong to no entry"),
                Arguments.of("an archive in its comment", RawZip.of(a()).with(z -> z.comment = good()).bytes(),
                        "has several end records; an archive has one, and no comment holds another"),
                Arguments.of("an end record in its comment",
                        RawZip.of(a()).with(z -> z.comment = Arrays.copyOf(RawZip.of().bytes(), 30)).bytes(),
                        "has several end records; an archive has one, and no comment holds another"),
                Arguments.of("two archives", concat(zip, zip),
                        "begins with " + zip.length + " bytes that belong to no entry, as self-extracting files do"),
                Arguments.of("several disks", RawZip.of(a()).with(z -> z.disk = 1).bytes(),
                        "is one part of an archive of several parts; it must be one file"),
                Arguments.of("entries on other disks", RawZip.of(a()).with(z -> z.countHere = 0).bytes(),
                        "is one part of an archive of several parts; it must be one file"),
                Arguments.of("a ZIP64 count", RawZip.of(a()).with(z -> z.count = 0xffff).bytes(), ZIP64),
                Arguments.of("a ZIP64 place", RawZip.of(a()).with(z -> z.directory = 0xffffffffL).bytes(), ZIP64),
                Arguments.of("a ZIP64 length", RawZip.of(a()).with(z -> z.directoryLength = 0xffffffffL).bytes(), ZIP64),
                Arguments.of("a ZIP64 locator",
                        RawZip.of(a()).with(z -> z.beforeEnd = RawZip.bytes(20, b -> b.putInt(0x07064b50)))
                                .bytes(),
                        ZIP64),
                Arguments.of("a directory elsewhere", RawZip.of(a()).with(z -> z.directory = 300).bytes(),
                        "has a central directory that does not end where the end record begins: it was cut or changed"),
                Arguments.of("bytes behind the directory", RawZip.of(a()).with(z -> z.beforeEnd = new byte[9]).bytes(),
                        "has a central directory that does not end where the end record begins: it was cut or changed"),
                Arguments.of("one entry counted too few", RawZip.of(a(), b()).with(z -> z.count = 1).bytes(),
                        "has more in its central directory than the 1 entries that its end record counts"),
                Arguments.of("one entry counted too many", RawZip.of(a(), b()).with(z -> z.count = 3).bytes(),
                        "has a damaged central directory"),
                Arguments.of("no record in the directory", RawZip.of(a().with(e -> e.centralSignature = 7)).bytes(),
                        "has a damaged central directory"),
                Arguments.of("a hidden entry between two", RawZip.of(a().with(e -> e.behind = hidden()), b()).bytes(),
                        entry("a.js", "is followed by " + hidden().length
                                + " bytes that belong to no entry; archives that hide data are not taken")),
                Arguments.of("a hidden entry at the end", RawZip.of(a(), b().with(e -> e.behind = hidden())).bytes(),
                        entry("b.js", "is followed by " + hidden().length
                                + " bytes that belong to no entry; archives that hide data are not taken")));
    }

    private static final String ZIP64 = "is a ZIP64 archive or has such entries; nothing that a rebuild takes needs them, "
            + "and none are read";

    static Stream<Arguments> entries() {
        return Stream.of(of("encrypted", a().flagged(1), "is encrypted; an XPI has no encrypted entries"),
                of("strongly encrypted", a().flagged(0x41), "is encrypted; an XPI has no encrypted entries"),
                of("with masked headers", a().flagged(0x2000), "is encrypted; an XPI has no encrypted entries"),
                of("a patch", a().flagged(0x20), "has flags of unknown meaning: 0x0020"),
                of("an unknown method", a().with(e -> e.method = 12).with(e -> e.localMethod = 12),
                        "is compressed by method 12; an XPI's are stored (0) or deflated (8)"),
                of("AES", a().with(e -> e.method = 99),
                        "is compressed by method 99; an XPI's are stored (0) or deflated (8)"),
                of("stored in more bytes", b().with(e -> e.unpacked = 2), "is stored, but in 3 bytes instead of 2"),
                of("another disk", a().with(e -> e.disk = 1), "lies on another disk; an archive must be one file"),
                of("a link", a().mode(0120777), "is a symbolic link; an XPI has files and directories"),
                of("a link that a DOS made", a().mode(0120777).with(e -> e.madeBy = 20),
                        "is a symbolic link; an XPI has files and directories"),
                of("a pipe", a().mode(0010644), "is a device, pipe or socket; an XPI has files and directories"),
                of("a device", a().mode(0060644), "is a device, pipe or socket; an XPI has files and directories"),
                of("a directory without a slash", a().mode(0040755),
                        "is marked as a directory, but has no slash at its end"),
                of("a file with a slash", stored("a/", "").mode(0100644), "ends with a slash, but is marked as a file"),
                of("a directory with bytes", stored("a/", "x"), "is a directory, but has 1 bytes"),
                of("another name locally", a().with(e -> e.localName = RawZip.latin("A.js")), local("name")),
                of("a longer name locally", a().with(e -> e.localName = RawZip.latin("a.jsx")), local("name")),
                of("a shorter name locally", a().with(e -> e.localName = RawZip.latin("a.j")), local("name")),
                of("another method locally", a().with(e -> e.localMethod = 0), local("method")),
                of("other flags locally", a().with(e -> e.localFlags = 0x800), local("flags")),
                of("encrypted locally", a().with(e -> e.localFlags = 1), local("flags")),
                of("another checksum locally", a().with(e -> e.localCrc = 1), local("checksum")),
                of("another packed size locally", a().with(e -> e.localPacked = 1), local("packed size")),
                of("another size locally", a().with(e -> e.localUnpacked = 9), local("unpacked size")),
                of("no size, and no descriptor", a().with(e -> e.localUnpacked = 0), local("unpacked size")),
                of("no local header", a().with(e -> e.signature = 0x04034b51),
                        "does not lie where the central directory says"),
                of("elsewhere", a().with(e -> e.offset = 0x7ffffff0), "does not lie where the central directory says"),
                of("into the directory", b().with(e -> {
                    e.packed = e.localPacked = 100;
                    e.unpacked = e.localUnpacked = 100;
                }), "overlaps the next one or the central directory"),
                of("an extra field into the directory", a().with(e -> {
                    e.data = new byte[0];
                    e.localExtra = RawZip.extra(7, new byte[3]);
                }), "overlaps the next one or the central directory"),
                of("a descriptor that is not there", a().described(true).with(e -> e.behind = new byte[0]),
                        "overlaps the next one or the central directory"),
                of("a descriptor of something else", a().described(true).with(e -> e.behind[5]++), local("data descriptor")),
                of("an unsigned descriptor of something else", a().described(false).with(e -> e.behind[5]++),
                        local("data descriptor")),
                of("a ZIP64 descriptor", a().described(true).with(e -> e.behind = Arrays.copyOf(e.behind, 24)),
                        "is followed by 8 bytes that belong to no entry; archives that hide data are not taken"),
                of("damaged extra fields", a().with(e -> e.extra = new byte[]{1, 2, 3, 4, 5}), "has damaged extra fields"),
                of("damaged extra fields locally", a().with(e -> e.localExtra = new byte[]{1, 2, 3, 4, 5}),
                        "has damaged extra fields"),
                of("another name in Unicode", a().with(e -> e.extra = RawZip.extra(0x7075, RawZip.latin("\1crc.evil.js"))),
                        "has another name in an extra field"),
                of("another name in Unicode locally",
                        a().with(e -> e.localExtra = RawZip.extra(0x7075, RawZip.latin("\1crc.evil.js"))),
                        "has another name in an extra field"));
    }

    static Stream<Arguments> zip64Entries() {
        return Stream.of(Arguments.of("a ZIP64 size", a().with(e -> e.unpacked = 0xffffffffL)),
                Arguments.of("a ZIP64 packed size", a().with(e -> e.packed = 0xffffffffL)),
                Arguments.of("a ZIP64 field", a().with(e -> e.extra = RawZip.extra(1, new byte[16]))),
                Arguments.of("a ZIP64 field locally", a().with(e -> e.localExtra = RawZip.extra(1, new byte[16]))));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("too many bytes", RawZip.of(stored("a", "a".repeat(100_000))).bytes(),
                        "has 100100 bytes; at most 100000 are taken"),
                Arguments.of("too many entries",
                        RawZip.of(IntStream.range(0, 11).mapToObj(i -> stored("f" + i, "")).toArray(RawEntry[]::new))
                                .bytes(),
                        "has 11 entries; at most 10 are taken"),
                Arguments.of("too large a directory",
                        RawZip.of(stored("a", "").with(e -> e.comment = new byte[1000])).bytes(),
                        "has a central directory of 1047 bytes; at most 1000 are taken"),
                Arguments.of("too long a name", RawZip.of(stored("n".repeat(41), "")).bytes(),
                        entry("n".repeat(41), "has a name of 41 characters; at most 40 are taken")),
                Arguments.of("too deep a file", RawZip.of(stored("a/b/c/d/e", "")).bytes(),
                        entry("a/b/c/d/e", "lies 5 levels deep; at most 4 are taken")),
                Arguments.of("too deep a directory", RawZip.of(stored("a/b/c/d/e/", "")).bytes(),
                        entry("a/b/c/d/e/", "lies 5 levels deep; at most 4 are taken")),
                Arguments.of("too large an entry", RawZip.of(stored("a", "a".repeat(50_001))).bytes(),
                        entry("a", "unpacks to 50001 bytes; at most 50000 are taken of one entry")),
                Arguments.of("too much in all", RawZip.of(stored("a", "a".repeat(30_001)), stored("b", "a".repeat(30_000)))
                        .bytes(), "unpacks to 60001 bytes; at most 60000 are taken"),
                Arguments.of("a bomb", RawZip.of(deflated("a", "a".repeat(2000))).bytes(),
                        entry("a", "unpacks from " + deflated("a", "a".repeat(2000)).data.length
                                + " to 2000 bytes; above 1000 bytes it may be 20 times as many")),
                Arguments.of("many small bombs",
                        RawZip.of(deflated("a", "a".repeat(1000)), deflated("b", "b".repeat(1000))).bytes(),
                        "unpacks from " + 2 * deflated("a", "a".repeat(1000)).data.length
                                + " to 2000 bytes; above 1000 bytes it may be 20 times as many"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("archives")
    void refusesBrokenArchives(String what, byte[] file, String why) throws Exception {
        assertRefused(file, Code.INVALID_REQUEST, why);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void refusesBrokenEntries(String what, RawEntry entry, String why) throws Exception {
        // given: it as the last one, where what follows it is the central directory
        String name = new String(entry.name, US_ASCII);
        assertRefused(RawZip.of(stored("z", "z"), entry).bytes(), Code.INVALID_REQUEST, entry(name, why));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("zip64Entries")
    void refusesZip64Entries(String what, RawEntry entry) throws Exception {
        assertRefused(RawZip.of(entry).bytes(), Code.INVALID_REQUEST, ZIP64);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void refusesWhatIsTooLarge(String what, byte[] file, String why) throws Exception {
        assertRefused(file, Code.TOO_LARGE, why);
    }

    private void assertRefused(byte[] file, Code code, String why) throws Exception {
        // given
        Path path = Files.write(directory.resolve("hostile.xpi"), file);

        // when / then
        assertThatThrownBy(() -> XpiArchive.open(path, LIMITS)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(code)).hasMessage("The XPI " + why);
    }

    private static Arguments of(String what, RawEntry entry, String why) {
        return Arguments.of(what, entry, why);
    }

    private static String entry(String name, String why) {
        return "has the entry '" + name + "' that " + why;
    }

    private static String local(String what) {
        return "has a local header whose " + what + " differs from the central directory's";
    }

    private static byte[] hidden() {
        byte[] zip = RawZip.of(stored("evil.js", "evil")).bytes();
        return Arrays.copyOf(zip, 30 + 7 + 4);
    }

    private static byte[] cut(byte[] bytes, int last) {
        return Arrays.copyOf(bytes, bytes.length - last);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
