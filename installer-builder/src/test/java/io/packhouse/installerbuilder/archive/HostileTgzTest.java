package io.packhouse.installerbuilder.archive;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.SampleTree.Entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostileTgzTest {

    private static final byte[] INFO = "Percent 100\nOwner 1 2".getBytes(ISO_8859_1);
    private static final SampleTree GOOD = SampleTree.usual();

    @TempDir
    Path directory;

    static Stream<Arguments> corpus() {
        byte[] tgz = GOOD.tgz();
        byte[] tar = GOOD.tar();
        return Stream.of(Arguments.of("nothing", new byte[0], "cannot be unpacked"),
                Arguments.of("no gzip", "seattle".getBytes(ISO_8859_1), "cannot be unpacked"),
                Arguments.of("a zip", GOOD.zip(""), "cannot be unpacked"),
                Arguments.of("no tar", SampleTree.gzip(new byte[5000]), "no directory entry"),
                Arguments.of("text", SampleTree.gzip("hello ".repeat(500).getBytes(ISO_8859_1)), "no tar, or damaged"),
                Arguments.of("cut in half", Arrays.copyOf(tgz, tgz.length / 2), "cannot be unpacked"),
                Arguments.of("cut in its trailer", Arrays.copyOf(tgz, tgz.length - 3), "cannot be unpacked"),
                Arguments.of("garbage behind it", concat(tgz, "garbage".getBytes(ISO_8859_1)), "cannot be unpacked"),
                Arguments.of("tar cut between blocks", SampleTree.gzip(Arrays.copyOf(tar, 4 * 512)), "end-of-archive"),
                Arguments.of("tar cut in a file", SampleTree.gzip(Arrays.copyOf(tar, 50_000)), "end-of-archive"),
                Arguments.of("two top folders", GOOD.and(Entry.file("./seattle/x", 0644, "")).tgz(), "plain relative path"),
                Arguments.of("foreign top folder", GOOD.and(Entry.file("seattle_win/x", 0644, "")).tgz(),
                        "outside of the one"),
                Arguments.of("no inner folder", GOOD.without("seattle/seattle_repy/").tgz(), "no directory entry"),
                Arguments.of("only folders", new SampleTree(GOOD.entries().stream()
                        .filter(entry -> entry.name().endsWith("/")).toList()).tgz(), "no files in"),
                Arguments.of("a link outside", GOOD.and(new Entry("seattle/l", 0777, new byte[0], "../../etc")).tgz(),
                        "points outside"),
                Arguments.of("an absolute link", GOOD.and(new Entry("seattle/l", 0777, new byte[0], "/etc")).tgz(),
                        "points outside"),
                Arguments.of("a file through a link", GOOD.and(new Entry("seattle/l", 0777, new byte[0], "seattle_repy"),
                        Entry.file("seattle/l/x", 0644, "")).tgz(), "no directory"),
                Arguments.of("vesselinfo as a folder", GOOD.and(Entry.directory("seattle/seattle_repy/vesselinfo/")).tgz(),
                        "wrong type"),
                Arguments.of("an absolute name", with(header("/etc/passwd", '0', 0)), "plain relative path"),
                Arguments.of("a name upwards", with(header("seattle/../../x", '0', 0)), "plain relative path"),
                Arguments.of("a device", with(header("seattle/tty", '3', 0)), "unsupported type '3'"),
                Arguments.of("a pipe", with(header("seattle/pipe", '6', 0)), "unsupported type '6'"),
                Arguments.of("a sparse file", with(header("seattle/sparse", 'S', 0)), "unsupported type 'S'"),
                Arguments.of("a folder with data", with(header("seattle/d", '5', 3)), "data behind"),
                Arguments.of("a hard link outside", with(link("seattle/h", '1', "/etc/passwd")), "hard link"),
                Arguments.of("a long name upwards", with(header("././@LongLink", 'L', 9), data("../../x\0"),
                        header("seattle/x", '0', 0)), "plain relative path"),
                Arguments.of("a long name for us", with(header("././@LongLink", 'L', 9), data("seattle/z")),
                        "an entry that does not come"),
                Arguments.of("an extended name for us", with(header("pax", 'x', 18), data("18 path=seattle/a\n")),
                        "an entry that does not come"),
                Arguments.of("a global name", with(header("pax", 'g', 18), data("18 path=seattle/a\n")),
                        "changes every later entry's 'path'"),
                Arguments.of("a damaged extended header", with(header("pax", 'x', 9), data("99 path=a\n")), "damaged"),
                Arguments.of("an extended header without an end", with(header("pax", 'x', 5), data("5 a=b")), "damaged"),
                Arguments.of("an extended size that is none", with(header("pax", 'x', 10), data("10 size=x\n"),
                        header("seattle/x", '0', 0)), "size is no number"),
                Arguments.of("a huge extended header", with(header("pax", 'x', 5_000_000)), "at most 1048576"),
                Arguments.of("a file larger than all", with(header("seattle/x", '0', 0_77777777777L)), "end-of-archive"),
                Arguments.of("a wrong checksum", with(damaged()), "wrong checksum"),
                Arguments.of("a bomb", SampleTree.gzip(new byte[Math.toIntExact(Builds.LIMITS.unpackedBytes() + 1)]),
                        "unpacks to more than"),
                Arguments.of("too many entries", many(1100), "more than 1000 entries"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void refusesItInASentenceAndStoresNothing(String what, byte[] file, String why) throws Exception {
        // given
        var builds = new Builds(directory);

        // when / then
        assertThatThrownBy(() -> builds.base(Platform.LINUX, file)).isInstanceOf(BrokenBaseException.class)
                .hasMessageContaining(why);
        try (var files = Files.walk(directory.resolve("objects"))) {
            assertThat(files.filter(Files::isRegularFile)).allMatch(stored -> stored.toString().endsWith(".lock"));
        }
    }

    @Test
    void refusesAFileLargerThanTheLimit() throws Exception {
        // given
        Path file = Files.write(directory.resolve("large"), new byte[101]);

        // when / then
        assertThatThrownBy(() -> new BasePreparation(new BaseLimits(100, 1, 1)).verify(Platform.LINUX, file))
                .hasMessage("has more than 100 bytes");
    }

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedTarsAreRefusedOrBuildReadableInstallers(long seed) throws Exception {
        // given: a good tar with a few bytes changed, sometimes cut
        var random = new Random(seed);
        byte[] tar = GOOD.tar();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            tar[random.nextInt(random.nextBoolean() ? 4096 : tar.length)] = (byte) random.nextInt(256);
        }
        byte[] file = SampleTree.gzip(random.nextInt(4) == 0 ? Arrays.copyOf(tar, random.nextInt(tar.length)) : tar);

        // when
        byte[] built;
        try {
            built = new Builds(directory).build(Platform.LINUX, file, INFO);
        } catch (BrokenBaseException refused) {
            return;
        }

        // then
        assertThat(TgzBaseTest.read(built, "seattle/seattle_repy/vesselinfo")).isEqualTo(INFO);
    }

    private static byte[] many(int count) {
        byte[][] blocks = new byte[count][];
        Arrays.setAll(blocks, i -> header("seattle/seattle_repy/" + i, '0', 0));
        return with(blocks);
    }

    /** A good tar with more blocks before its end. */
    private static byte[] with(byte[]... blocks) {
        byte[] tar = SampleTree.usual().tar();
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        byte[] entries = Arrays.copyOf(tar, (end + 511) / 512 * 512);
        return SampleTree.gzip(concat(entries, concat(concat(blocks), new byte[1024])));
    }

    private static byte[] damaged() {
        byte[] block = header("seattle/x", '0', 0);
        block[3] ^= 1;
        return block;
    }

    private static byte[] data(String text) {
        return Arrays.copyOf(text.getBytes(ISO_8859_1), 512);
    }

    private static byte[] header(String name, char type, long size) {
        return block(name, type, size, "");
    }

    private static byte[] link(String name, char type, String target) {
        return block(name, type, 0, target);
    }

    private static byte[] block(String name, char type, long size, String target) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(size) + "00000000000\0" + "        "
                + type + target);
        put(block, 257, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
