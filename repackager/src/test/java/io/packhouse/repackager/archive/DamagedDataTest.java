package io.packhouse.repackager.archive;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Entries whose headers agree with each other, but not with their data. */
class DamagedDataTest {

    private static final String TEXT = "one two three four five ".repeat(20);

    @TempDir
    Path directory;
    private ObjectStore objects;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(directory.resolve("objects"));
    }

    private static RawEntry x() {
        return deflated("x", TEXT);
    }

    private static RawEntry sized(RawEntry entry, long size) {
        entry.unpacked = size;
        entry.localUnpacked = size;
        return entry;
    }

    private static RawEntry packed(RawEntry entry, byte[] data) {
        entry.data = data;
        entry.packed = data.length;
        entry.localPacked = data.length;
        return entry;
    }

    private static RawEntry crc(RawEntry entry) {
        entry.crc++;
        entry.localCrc++;
        return entry;
    }

    static Stream<Arguments> corpus() {
        int size = TEXT.length();
        byte[] data = x().data;
        return Stream.of(Arguments.of("more than declared", sized(x(), size - 1), "unpacks to more bytes than the 479"),
                Arguments.of("much more than declared", sized(deflated("x", new byte[10_000_000]), 5),
                        "to more bytes than the 5 "),
                Arguments.of("less than declared", sized(x(), size + 1), "unpacks to fewer bytes than the 481"),
                Arguments.of("another checksum", crc(x()), "does not have the checksum that it declares"),
                Arguments.of("another checksum, stored", crc(stored("x", TEXT)), "does not have the checksum"),
                Arguments.of("bytes behind the data", packed(x(), Arrays.copyOf(data, data.length + 1)),
                        "has packed data that ends elsewhere than declared"),
                Arguments.of("cut data", packed(x(), Arrays.copyOf(data, data.length - 1)), "than"),
                Arguments.of("no data", packed(x(), new byte[0]), "than"),
                Arguments.of("data that is not deflated", packed(x(), new byte[]{7, 7, 7, 7}),
                        "has damaged data; it cannot be unpacked"),
                Arguments.of("zlib instead of raw data", packed(x(), new byte[]{0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1}),
                        "damaged"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void refusesItWhenItIsRead(String what, RawEntry entry, String why) throws Exception {
        // given
        try (var archive = open(entry)) {
            XpiEntry x = archive.entries().getFirst();

            // when / then: all at once, or as many bytes as it declares
            assertRefused(() -> x.bytes(1_000_000), why);
            assertRefused(() -> {
                try (InputStream in = x.open()) {
                    in.readNBytes((int) x.size());
                }
            }, why);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void refusesItWhenItIsCopiedAndStoresNothing(String what, RawEntry entry, String why) throws Exception {
        // given
        try (var archive = open(entry)) {
            var entries = List.of(new NewEntry("y", Content.of(new byte[10])), NewEntry.of(archive.entries().getFirst()));

            // when / then
            assertRefused(() -> XpiWriter.write(objects, entries), why);
        }
        try (var files = Files.walk(directory.resolve("objects"))) {
            assertThat(files.filter(Files::isRegularFile)).allMatch(stored -> stored.toString().endsWith(".lock"));
        }
    }

    @Test
    void copiesItAsItIsWhereThatIsAskedFor() throws Exception {
        // given
        try (var archive = open(crc(x()))) {
            // when
            var out = new java.io.ByteArrayOutputStream();
            XpiWriter.write(out, List.of(NewEntry.of(archive.entries().getFirst())), Copies.UNCHECKED);

            // then
            Path copy = Files.write(directory.resolve("copy.xpi"), out.toByteArray());
            try (var copied = XpiArchive.open(copy, ArchiveLimits.DEFAULT)) {
                assertRefused(() -> copied.entries().getFirst().bytes(1000), "does not have the checksum");
            }
        }
    }

    /** Whichever of many is found first: one of those that are wrong is named, and all threads end. */
    @Test
    void findsTheWrongOneAmongMany() throws Exception {
        // given
        var random = new Random(4);
        var raw = new RawEntry[300];
        for (int i = 0; i < raw.length; i++) {
            byte[] noise = new byte[random.nextInt(5000)];
            random.nextBytes(noise);
            raw[i] = deflated("f" + i, noise);
        }
        crc(raw[250]);
        Path file = Files.write(directory.resolve("many.xpi"), RawZip.of(raw).bytes());

        // when / then
        try (var archive = XpiArchive.open(file, ArchiveLimits.DEFAULT)) {
            var entries = archive.entries().stream().map(NewEntry::of).toList();
            assertRefused(() -> XpiWriter.write(OutputStream.nullOutputStream(), entries, Copies.CHECKED), "'f250'");
        }
    }

    @Test
    void takesEmptyEntriesAsWritersMakeThem() throws Exception {
        // given: deflated to two bytes, deflated without any, stored
        try (var archive = open(deflated("a", ""), packed(deflated("b", ""), new byte[0]), stored("c", ""),
                deflated("d/", ""))) {
            // when
            var out = new java.io.ByteArrayOutputStream();
            XpiWriter.write(out, archive.entries().stream().map(NewEntry::of).toList(), Copies.CHECKED);

            // then
            Path copy = Files.write(directory.resolve("copy.xpi"), out.toByteArray());
            try (var copied = XpiArchive.open(copy, ArchiveLimits.DEFAULT)) {
                assertThat(copied.entries()).hasSize(4).allMatch(entry -> entry.size() == 0 && !entry.deflated());
            }
        }
    }

    @Test
    void limitsWhatIsReadAsAWhole() throws Exception {
        // given
        try (var archive = open(stored("x", TEXT))) {
            // when / then
            assertThat(archive.entries().getFirst().bytes(480)).isEqualTo(TEXT.getBytes(UTF_8));
            assertThatThrownBy(() -> archive.entries().getFirst().bytes(479))
                    .isInstanceOfSatisfying(FailureException.class,
                            e -> assertThat(e.failure().code()).isEqualTo(Code.TOO_LARGE))
                    .hasMessage("The XPI has the entry 'x' that has 480 bytes; one that is read as a whole has at most 479");
        }
    }

    private XpiArchive open(RawEntry... entries) throws Exception {
        Path file = Files.write(directory.resolve("damaged.xpi"), RawZip.of(entries).bytes());
        return XpiArchive.open(file, ArchiveLimits.DEFAULT);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.INVALID_REQUEST)).hasMessageContaining(why);
    }
}
