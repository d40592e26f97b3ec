package io.packhouse.installerbuilder.archive;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.archives.ZipFields;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.SampleTree.Entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostileZipTest {

    private static final byte[] INFO = "Percent 100\nOwner 1 2".getBytes(ISO_8859_1);
    private static final SampleTree GOOD = SampleTree.usual();

    @TempDir
    Path directory;

    static Stream<Arguments> corpus() {
        byte[] zip = GOOD.zip("");
        int end = zip.length - ZipFields.END_SIZE;
        int directory = ZipFields.over(zip).getInt(end + 16);
        return Stream.of(Arguments.of("nothing", new byte[0], "no record of its end"),
                Arguments.of("text", "seattle".repeat(100).getBytes(ISO_8859_1), "no record of its end"),
                Arguments.of("a tgz", GOOD.tgz(), "no record of its end"),
                Arguments.of("cut in half", Arrays.copyOf(zip, zip.length / 2), "no record of its end"),
                Arguments.of("cut by one", Arrays.copyOf(zip, zip.length - 1), "no record of its end"),
                Arguments.of("garbage behind it", Arrays.copyOf(zip, zip.length + 1), "no record of its end"),
                Arguments.of("bytes before it", concat(new byte[10], zip), "before or between"),
                Arguments.of("an empty zip", SampleTree.written(out -> new java.util.zip.ZipOutputStream(out).close()),
                        "no files in"),
                Arguments.of("two ends", twoEnds(), "has two ends"),
                Arguments.of("several parts", changed(b -> b.putShort(end + 4, (short) 1)), "several parts"),
                Arguments.of("zip64 count", changed(b -> b.putShort(end + 8, (short) -1).putShort(end + 10, (short) -1)),
                        "zip64"),
                Arguments.of("zip64 offset", changed(b -> b.putInt(end + 16, -1)), "zip64"),
                Arguments.of("directory elsewhere", changed(b -> b.putInt(end + 16, directory - 1)), "before or between"),
                Arguments.of("one entry too few", changed(b -> b.putShort(end + 8, (short) 5).putShort(end + 10, (short) 5)),
                        "more in its central directory"),
                Arguments.of("one entry too many",
                        changed(b -> b.putShort(end + 8, (short) 7).putShort(end + 10, (short) 7)),
                        "damaged central directory"),
                Arguments.of("a damaged directory", changed(b -> b.putInt(directory, 7)), "damaged central directory"),
                Arguments.of("a name without end", changed(b -> b.putShort(directory + 28, (short) -1)),
                        "damaged central directory"),
                Arguments.of("an encrypted entry", changed(b -> b.put(directory + 8, (byte) 1)), "encrypted entry"),
                Arguments.of("an unknown method", changed(b -> b.putShort(directory + 10, (short) 9)), "method 9"),
                Arguments.of("a zip64 entry", changed(b -> b.putInt(directory + 20, -1)), "zip64 form"),
                Arguments.of("an entry on another disk", changed(b -> b.put(directory + 34, (byte) 1)), "another disk"),
                Arguments.of("an entry outside", changed(b -> b.putInt(second(directory) + 42, 0x7fffffff)),
                        "does not lie where"),
                Arguments.of("an entry at another's place", changed(b -> b.putInt(directory + 42, 50)),
                        "bytes that belong to no entry"),
                Arguments.of("two entries at one place", changed(b -> b.putInt(second(directory) + 42, 0)),
                        "overlaps the next"),
                Arguments.of("another name locally", changed(b -> b.put(30, (byte) 'S')), "does not agree"),
                Arguments.of("a damaged local header", changed(b -> b.put(0, (byte) 'S')), "does not lie where"),
                Arguments.of("a wrong checksum", changed(b -> b.put(second(directory) + 16, (byte) 1)),
                        "does not unpack to"),
                Arguments.of("a wrong size", changed(b -> b.put(second(directory) + 24, (byte) 1)), "does not unpack to"),
                Arguments.of("a folder through a file", GOOD.and(Entry.file("seattle/install.sh/x", 0100644, "")).zip(""),
                        "no directory"),
                Arguments.of("a name upwards", GOOD.and(Entry.file("seattle/../../x", 0100644, "")).zip(""),
                        "plain relative"),
                Arguments.of("a Windows name", windowsName(), "plain relative"),
                Arguments.of("foreign top folder", GOOD.and(Entry.file("seattle_win/x", 0100644, "")).zip(""), "outside of"),
                Arguments.of("a link", GOOD.and(Entry.file("seattle/l", 0120777, "/etc")).zip(""), "neither a file"),
                Arguments.of("an entry twice", GOOD.and(Entry.file("seattle/install.sh", 0100755, "")).zip(""),
                        "two entries"),
                Arguments.of("no inner files", new SampleTree(GOOD.entries().subList(0, 3)).zip(""), "no files in"),
                Arguments.of("a bomb", bomb(), "unpacks to more than"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void refusesItInASentenceAndStoresNothing(String what, byte[] file, String why) throws Exception {
        // given
        var builds = new Builds(directory);

        // when / then
        assertThatThrownBy(() -> builds.base(Platform.WINDOWS, file)).isInstanceOf(BrokenBaseException.class)
                .hasMessageContaining(why);
        try (var files = Files.walk(directory.resolve("objects"))) {
            assertThat(files.filter(Files::isRegularFile)).allMatch(stored -> stored.toString().endsWith(".lock"));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedZipsAreRefusedOrBuildReadableInstallers(long seed) throws Exception {
        // given: a good zip with a few bytes changed, mostly where its structure is, sometimes cut
        var random = new Random(seed);
        byte[] zip = GOOD.zip("a comment");
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            zip[zip.length - 1 - random.nextInt(random.nextInt(3) > 0 ? 1000 : zip.length)] = (byte) random.nextInt(256);
        }
        byte[] file = random.nextInt(5) == 0 ? Arrays.copyOf(zip, zip.length - random.nextInt(1000)) : zip;

        // when
        byte[] built;
        try {
            built = new Builds(directory).build(Platform.WINDOWS, file, INFO);
        } catch (BrokenBaseException refused) {
            return;
        }

        // then
        try (var reader = new ZipFile(Files.write(directory.resolve("built.zip"), built).toFile())) {
            assertThat(reader.getInputStream(reader.getEntry("seattle/seattle_repy/vesselinfo")).readAllBytes())
                    .isEqualTo(INFO);
        }
    }

    private static byte[] changed(Consumer<ByteBuffer> change) {
        byte[] zip = GOOD.zip("");
        change.accept(ZipFields.over(zip));
        return zip;
    }

    /** Where the directory's second entry begins: a file, after the folder's entry. */
    private static int second(int directory) {
        ByteBuffer zip = ZipFields.over(GOOD.zip(""));
        return directory + ZipFields.CENTRAL_SIZE + zip.getShort(directory + 28) + zip.getShort(directory + 30);
    }

    private static byte[] twoEnds() {
        byte[] inner = new byte[ZipFields.END_SIZE];
        ZipFields.over(inner).putInt(ZipFields.END);
        return GOOD.zip(new String(inner, ISO_8859_1));
    }

    /** The library that makes our zips writes slashes, whatever it is given. */
    private static byte[] windowsName() {
        String zip = new String(GOOD.zip(""), ISO_8859_1);
        return zip.replace("seattle/install.sh", "seattle\\install.sh").getBytes(ISO_8859_1);
    }

    private static byte[] bomb() {
        return SampleTree.written(out -> {
            try (var zip = new java.util.zip.ZipOutputStream(out)) {
                zip.putNextEntry(new java.util.zip.ZipEntry("seattle/seattle_repy/bomb"));
                zip.write(new byte[Math.toIntExact(Builds.LIMITS.unpackedBytes() + 1)]);
                zip.closeEntry();
            }
        });
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
