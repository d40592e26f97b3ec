package io.packhouse.ampkg.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.packhouse.ampkg.MadePackage;
import io.packhouse.ampkg.MadeTar;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Packages that were made to do harm, or are broken: each is refused with a sentence that says what is wrong. */
class HostilePackagesTest {

    private static final PackageLimits SMALL = new PackageLimits(20_000, 100_000, 20, 8, 300, 4096);

    @TestFactory
    Stream<DynamicTest> containers() {
        var cases = new LinkedHashMap<String, Map.Entry<byte[], String>>();
        byte[] sound = MadePackage.sound().footer().gzip();
        cases.put("empty file", Map.entry(new byte[0], "wrong package format"));
        cases.put("zip", Map.entry(bytes("PK\3\4 and so on"), "wrong package format"));
        cases.put("another method than deflate", Map.entry(with(sound, 2, 7), "wrong package format"));
        cases.put("reserved flags of gzip", Map.entry(with(sound, 3, 0x80), "damaged gzip header"));
        cases.put("endless name in gzip",
                Map.entry(with(bytes("\37\213\10" + "x".repeat(8000)), 3, 8), "damaged|truncated"));
        cases.put("damaged deflate", Map.entry(with(sound, 10, 0xff), "damaged gzip data"));
        cases.put("gzip in gzip", Map.entry(MadeTar.gzip(sound), "gzip within gzip"));
        cases.put("empty gzip", Map.entry(MadeTar.gzip(new byte[0]), "the package is empty"));
        cases.put("zeroes", Map.entry(MadeTar.gzip(new byte[10_240]), "the package is empty"));
        cases.put("no tar", Map.entry(MadeTar.gzip(bytes("text ".repeat(200))), "damaged tar archive"));
        cases.put("less than a block", Map.entry(MadeTar.gzip(bytes("text")), "truncated tar archive"));
        cases.put("too large a file", Map.entry(Arrays.copyOf(sound, 20_001), "package file is too large.*20000"));
        cases.put("a bomb behind the archive", Map.entry(joined(sound, MadeTar.gzip(new byte[100_000])),
                "too large when unpacked.*100000"));
        return cases.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(),
                () -> assertRefused(each.getValue().getKey(), each.getValue().getValue())));
    }

    @TestFactory
    Stream<DynamicTest> entries() {
        var cases = new LinkedHashMap<String, Map.Entry<Consumer<MadeTar>, String>>();
        cases.put("hard link", entry(tar -> tar.add('1', "link", new byte[0]), "unsupported type hard link"));
        cases.put("symbolic link", entry(tar -> tar.add('2', "link", new byte[0]), "unsupported type symbolic link"));
        cases.put("character device", entry(tar -> tar.add('3', "tty", new byte[0]), "unsupported type character device"));
        cases.put("block device", entry(tar -> tar.add('4', "sda", new byte[0]), "unsupported type block device"));
        cases.put("fifo", entry(tar -> tar.add('6', "fifo", new byte[0]), "unsupported type fifo"));
        cases.put("GNU sparse file", entry(tar -> tar.add('S', "sparse", new byte[0]), "unsupported type sparse file"));
        cases.put("POSIX sparse file", entry(tar -> tar.pax("GNU.sparse.size", "99999999999").file("a", ""),
                "unsupported type sparse file"));
        cases.put("directory that GNU lists", entry(tar -> tar.add('D', "d/", new byte[0]), "unsupported type"));
        cases.put("out of the package", entry(tar -> tar.file("../evil", ""), "pointing outside of extraction directory"));
        cases.put("out of the package behind a directory", entry(tar -> tar.directory("d/").file("d/../../evil", ""),
                "pointing outside of extraction directory"));
        cases.put("parent itself", entry(tar -> tar.directory("../"), "it names no file"));
        cases.put("no parent", entry(tar -> tar.file("a/b", ""), "'a/b': parent directory is missing"));
        cases.put("absolute, without parent", entry(tar -> tar.file("/etc/passwd", ""), "parent directory is missing"));
        cases.put("below a file", entry(tar -> tar.file("icon.png/x", ""), "parent directory is missing"));
        cases.put("directory twice", entry(tar -> tar.directory("d/").directory("d/"), "it is there already"));
        cases.put("directory in place of a file", entry(tar -> tar.directory("icon.png/"), "there is a file of that name"));
        cases.put("file in place of a directory", entry(tar -> tar.directory("d/").file("d", ""), "there is a directory"));
        cases.put("directory without a slash", entry(tar -> tar.directory("d"), "must end with a slash"));
        cases.put("directory with content", entry(tar -> tar.add('5', "d/", bytes("x")), "a directory with content"));
        cases.put("reserved name", entry(tar -> tar.file("--other", ""), "reserved"));
        cases.put("second header", entry(tar -> tar.file("--PACKAGE-HEADER--", ""), "there twice"));
        cases.put("footer that is a directory", entry(tar -> tar.directory("--PACKAGE-FOOTER--/"), "reserved"));
        cases.put("no UTF-8", entry(tar -> tar.add(MadeTar.header('0', new byte[]{'a', (byte) 0xe4}, 0), new byte[0]),
                "not valid UTF-8"));
        cases.put("no name", entry(tar -> tar.file("", ""), "it has no name"));
        cases.put("zero in a name", entry(tar -> tar.pax("path", "a\0b").file("a", ""), "zero character"));
        cases.put("long name", entry(tar -> tar.pax("path", "x".repeat(301)).file("a", ""), "301 bytes long.*300 allowed"));
        cases.put("long GNU name", entry(tar -> tar.add('L', "././@LongLink", bytes("x".repeat(301))).file("a", ""),
                "301 bytes long.*300 allowed"));
        cases.put("deep name", entry(tar -> tar.pax("path", "a/".repeat(8) + "x").file("a", ""), "more than the 8 parts"));
        cases.put("too many entries", entry(HostilePackagesTest::many, "more entries than the 20 allowed"));
        cases.put("entry larger than allowed", entry(tar -> tar.add(MadeTar.header('0', bytes("a"), 100_001), new byte[0]),
                "too large when unpacked.*100000"));
        cases.put("entries larger than allowed", entry(tar -> tar.add('0', "a", new byte[60_000])
                .add('0', "b", new byte[60_000]), "too large when unpacked.*100000"));
        cases.put("entry of 8 exabytes", entry(tar -> tar.add(MadeTar.with(MadeTar.header('0', bytes("a"), 0), 124,
                "\200\0\0\0\177\377\377\377\377\377\377\377"), new byte[0]), "too large when unpacked"));
        cases.put("negative size", entry(tar -> tar.add(MadeTar.with(MadeTar.header('0', bytes("a"), 0), 124,
                "\377".repeat(12)), new byte[0]), "negative or beyond"));
        cases.put("size that is no number", entry(tar -> tar.add(MadeTar.with(MadeTar.header('0', bytes("a"), 0), 124,
                "0x000000000"), new byte[0]), "size of an entry is no octal number"));
        cases.put("wrong checksum", entry(tar -> tar.raw(with(MadeTar.header('0', bytes("a"), 0), 0, 'b')), "checksum"));
        cases.put("large extended header", entry(tar -> tar.add(MadeTar.header('x', bytes("x"), 2 << 20), new byte[0]),
                "extended header of 2097152 bytes"));
        cases.put("large GNU name", entry(tar -> tar.add(MadeTar.header('L', bytes("x"), 1L << 32), new byte[0]),
                "extended header of 4294967296 bytes"));
        cases.put("many extended headers", entry(HostilePackagesTest::manyExtensions, "more than 4 extended headers"));
        cases.put("two names", entry(tar -> tar.pax("path", "a").add('L', "x", bytes("b")).file("c", ""), "named by two"));
        cases.put("records that are none", entry(tar -> tar.add('x', "x", bytes("99 path=a\n")).file("a", ""), "records"));
        cases.put("record without end", entry(tar -> tar.add('x', "x", bytes("9 path=ab")).file("a", ""), "records"));
        cases.put("record of no length", entry(tar -> tar.add('x', "x", bytes("0 path=a\n")).file("a", ""), "records"));
        cases.put("record of a huge length", entry(tar -> tar.add('x', "x", bytes("9".repeat(40) + " a=b\n")).file("a", ""),
                "records"));
        cases.put("extended size that is no number", entry(tar -> tar.pax("size", "-1").file("a", ""), "no number"));
        cases.put("extended size beyond all", entry(tar -> tar.pax("size", "9".repeat(18)).file("a", ""),
                "too large when unpacked"));
        cases.put("extended header of nothing", entry(tar -> tar.pax("path", "a"), "between an extended header"));
        cases.put("large manifest", entry(tar -> tar.add('0', "info.yaml", new byte[4097]), "info.yaml is 4097 bytes"));
        return cases.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
            MadePackage made = MadePackage.sound();
            each.getValue().getKey().accept(made.tar());
            assertRefused(made.gzip(), each.getValue().getValue());
        }));
    }

    @TestFactory
    Stream<DynamicTest> orders() {
        var cases = new LinkedHashMap<String, Map.Entry<byte[], String>>();
        cases.put("no header", Map.entry(new MadeTar().file("info.yaml", "").gzip(), "must be --PACKAGE-HEADER--"));
        cases.put("footer first",
                Map.entry(new MadeTar().file("--PACKAGE-FOOTER--", "").gzip(), "must be --PACKAGE-HEADER--"));
        cases.put("header as a directory", Map.entry(new MadeTar().directory("--PACKAGE-HEADER--/").gzip(),
                "must be --PACKAGE-HEADER--"));
        cases.put("link as a header", Map.entry(new MadeTar().add('2', "--PACKAGE-HEADER--", new byte[0]).gzip(),
                "unsupported type"));
        cases.put("large header", Map.entry(MadePackage.withHeader("#".repeat(4097)).gzip(), "4097 bytes large"));
        cases.put("no footer", Map.entry(MadePackage.sound().gzip(), "metadata is missing the digest field"));
        MadePackage late = MadePackage.sound().footer();
        late.tar().file("late", "");
        cases.put("file behind the footer",
                Map.entry(late.gzip(), "only --PACKAGE-FOOTER--\\* files are allowed at the end"));
        MadePackage wrong = MadePackage.sound().digested("never.there", new byte[0]).footer();
        cases.put("wrong digest",
                Map.entry(wrong.gzip(), "package digest mismatch \\(is [0-9a-f]{64}, but should be [0-9a-f]"));
        MadePackage large = MadePackage.sound().footer();
        large.tar().file("--PACKAGE-FOOTER--1", "#".repeat(4000)).file("--PACKAGE-FOOTER--2", "#".repeat(4000));
        cases.put("large footers", Map.entry(large.gzip(), "footers are larger than the 4096"));
        MadePackage many = MadePackage.sound().footer();
        for (int i = 0; i < 64; i++) {
            many.tar().file("--PACKAGE-FOOTER--", "#\n");
        }
        cases.put("many footers", Map.entry(many.gzip(), "more than 64 --PACKAGE-FOOTER--"));
        MadePackage aliases = MadePackage.withHeader(MadePackage.HEADER + "extra: { a: &a [x], b: *a }\n");
        cases.put("aliases", Map.entry(aliases.gzip(), "(?i)alias"));
        return cases.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(),
                () -> assertRefused(each.getValue().getKey(), each.getValue().getValue())));
    }

    @Test
    void aPackageThatIsCutAnywhereIsRefused() {
        byte[] sound = MadePackage.sound().footer().gzip();
        assertThatCode(() -> inspect(sound)).doesNotThrowAnyException();
        for (int length = 0; length < sound.length; length++) {
            byte[] cut = Arrays.copyOf(sound, length);
            assertThatThrownBy(() -> inspect(cut)).as("cut at %d of %d", length, sound.length)
                    .isInstanceOf(PackageException.class)
                    .hasMessageMatching("(?s)wrong package format.*|truncated gzip input.*");
        }
    }

    @Test
    void anArchiveThatIsCutAnywhereIsRefusedUnlessNothingIsLost() throws Exception {
        byte[] tar = MadePackage.sound().footer().tar().bytes();
        byte[] whole = tar;
        // The zeroes behind the last entry's content say nothing.
        int needed = whole.length;
        while (whole[needed - 1] == 0) {
            needed--;
        }
        for (int length = 0; length < whole.length; length += length < needed - 40 ? 37 : 1) {
            byte[] cut = MadeTar.gzip(Arrays.copyOf(whole, length));
            if (length < needed) {
                assertThatThrownBy(() -> inspect(cut)).as("cut at %d of %d", length, needed)
                        .isInstanceOf(PackageException.class);
            } else {
                inspect(cut);
            }
        }
    }

    @Test
    void damagedBytesNeverDoMoreThanRefuseAPackage() {
        byte[] tar = MadePackage.sound().directory("d").file("d/e", "content").footer().tar().bytes();
        for (long seed = 0; seed < 1500; seed++) {
            var random = new Random(seed);
            byte[] damaged = tar.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            byte[] file = random.nextBoolean() ? MadeTar.gzip(damaged) : damage(MadeTar.gzip(tar), random);
            try {
                inspect(file);
            } catch (PackageException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (Exception | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void namesInSentencesObeyNobody() {
        MadePackage made = MadePackage.sound();
        made.tar().file("\u001b[2J\u202e\n/" + "x".repeat(90), "");
        assertThatThrownBy(() -> inspect(made.gzip())).satisfies(refused -> assertThat(refused.getMessage())
                .doesNotContainPattern("[\\p{Cntrl}\u202e]").contains("parent directory is missing"));
    }

    private static MadeTar many(MadeTar tar) {
        for (int i = 0; i < 18; i++) {
            tar.file("file" + i, "");
        }
        return tar;
    }

    private static MadeTar manyExtensions(MadeTar tar) {
        for (int i = 0; i < 5; i++) {
            tar.pax("mtime", "1");
        }
        return tar.file("a", "");
    }

    private static byte[] damage(byte[] file, Random random) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
        return file;
    }

    private static Map.Entry<Consumer<MadeTar>, String> entry(Consumer<MadeTar> added, String words) {
        return Map.entry(added, words);
    }

    private static void assertRefused(byte[] file, String words) {
        assertThatThrownBy(() -> inspect(file)).isInstanceOf(PackageException.class).satisfies(
                refused -> assertThat(refused.getMessage()).containsPattern("(?s)" + words));
    }

    private static void inspect(byte[] file) throws Exception {
        new PackageInspector(SMALL).inspect(new ByteArrayInputStream(file));
    }

    private static byte[] with(byte[] bytes, int offset, int value) {
        byte[] other = bytes.clone();
        other[offset] = (byte) value;
        return other;
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
