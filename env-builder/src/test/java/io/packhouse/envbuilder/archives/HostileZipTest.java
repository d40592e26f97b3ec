package io.packhouse.envbuilder.archives;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.testkit.zips.RawEntry;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What servers may send instead of a good zip: each is refused with a sentence, and nothing stays but what is no harm. */
class HostileZipTest {

    static final StepLimits LIMITS = new StepLimits(ByteSize.parse("2GiB"), ByteSize.parse("512MiB"),
            ByteSize.parse("16MiB"), 20, ByteSize.parse("3MiB"), 50, 100);

    @TempDir
    static Path directory;
    private static StepBench bench;

    @BeforeAll
    static void open() {
        bench = new StepBench(directory, LIMITS);
    }

    private static RawEntry a() {
        return deflated("a.txt", "aaaaaaaaaaaaaaaaaaaaaaaa");
    }

    private static RawEntry b() {
        return stored("b.txt", "bbb");
    }

    private static byte[] zip(RawEntry... entries) {
        return RawZip.of(entries).bytes();
    }

    private static byte[] zip(Consumer<RawZip> change) {
        return RawZip.of(a(), b()).with(change).bytes();
    }

    private static byte[] named(String name) {
        return zip(a(), stored(name, name.endsWith("/") ? "" : "x"));
    }

    static Stream<Arguments> names() {
        return Map.ofEntries(Map.entry("/etc/passwd", "has an absolute path"), Map.entry("../x", "'..' in its path"),
                Map.entry("x/../../y", "'..' in its path"), Map.entry("./x", "'.' or '..'"),
                Map.entry("x//y", "has an empty name"),
                Map.entry("..", "'..' in its path"), Map.entry("x/..", "'..' in its path"),
                Map.entry("x/../", "'..' in its path"),
                Map.entry("C:/x", "has an absolute path"), Map.entry("C:x", "has an absolute path"),
                Map.entry("x\\y", "has a backslash"), Map.entry("..\\x", "has a backslash"),
                Map.entry("x\0y", "has control characters"), Map.entry("x\ny", "has control characters"),
                Map.entry("x\u0085y", "has control characters"), Map.entry("x\u2028y", "has control characters"),
                Map.entry("", "has no name"), Map.entry("/", "has no name"),
                Map.entry("x".repeat(1001), "more than 1000 characters"), Map.entry("x/".repeat(64) + "x", "64 names"),
                Map.entry("x" + "y".repeat(255), "not every system can have"), Map.entry("a?b", "not every system can have"),
                Map.entry("name.", "not every system can have"), Map.entry("dir /x", "not every system can have"),
                Map.entry("x:stream", "has an absolute path"), Map.entry("xy:stream", "not every system can have"),
                Map.entry("a.txt", "«a.txt» twice"), Map.entry("A.TXT", "differ in case or Unicode form only"),
                Map.entry("a.txt/x", "a file and a directory"), Map.entry("a.txt/", "a.txt"))
                .entrySet().stream().map(each -> arguments(each.getKey(), each.getValue()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void refuses_names(String name, String why) {
        assertRefused(named(name), Code.UPSTREAM, why);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(arguments("stra\u00dfe", "STRASSE"), arguments("\u00e9.txt", "e\u0301.txt"),
                arguments("dir/x", "DIR/y"),
                arguments("k", "\u212a"), arguments("d/x", "D"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refuses_names_that_meet_on_some_system(String one, String other) {
        assertRefused(zip(stored(one, "1"), stored(other, "2")), Code.UPSTREAM, "has the entries");
        assertRefused(zip(stored(other, "1"), stored(one, "2")), Code.UPSTREAM, "has the entries");
    }

    static Stream<Arguments> archives() {
        byte[] good = zip(a(), b());
        return Stream.of(arguments("nothing", new byte[0], "is no zip"), arguments("text", new byte[500], "is no zip"),
                arguments("cut", Arrays.copyOf(good, good.length - 5), "is no zip"),
                arguments("bytes behind", zip(zip -> zip.behind = new byte[1]), "is no zip"),
                arguments("two ends", zip(zip -> zip.comment = new RawZipEnd(22).bytes()), "has several end records"),
                arguments("parts", zip(zip -> zip.disk = 1), "is one part of several"),
                arguments("fewer counted", zip(zip -> zip.count = 1), "damaged list"),
                arguments("more counted", zip(zip -> zip.count = 3), "too short"),
                arguments("many counted", zip(zip -> zip.count = 19), "too short"),
                arguments("counted apart", zip(zip -> zip.countHere = 1), "is one part of several"),
                arguments("list elsewhere", zip(zip -> zip.directory = 3), "does not end where"),
                arguments("list too long", zip(zip -> zip.directoryLength = 1 << 30), "does not end where"),
                arguments("list too short", zip(zip -> zip.directoryLength = 60), "does not end where"),
                arguments("bytes between list and end", zip(zip -> zip.beforeEnd = new byte[3]), "does not end where"),
                arguments("64-bit count", zip(zip -> {
                    zip.large = true;
                    zip.largeCount = 1;
                }), "two end records that differ"), arguments("64-bit record elsewhere", zip(zip -> {
                    zip.large = true;
                    zip.largeRecord = -1;
                }), "does not lie where it should"), arguments("64-bit record far away", zip(zip -> {
                    zip.large = true;
                    zip.largeRecord = Long.MIN_VALUE;
                }), "does not lie where it should"),
                arguments("encrypted", zip(a().flagged(1)), "is encrypted"),
                arguments("strongly encrypted", zip(a().flagged(0x41)), "is encrypted"),
                arguments("link", zip(stored("link", "/etc/passwd").mode(0120777)), "is a link"),
                arguments("device", zip(stored("x", "").mode(0020666)), "is a link, device"),
                arguments("block device", zip(stored("x", "").mode(0060666)), "is a link, device"),
                arguments("pipe", zip(stored("x", "").mode(0010666)), "pipe"),
                arguments("socket", zip(stored("x", "").mode(0140666)), "socket"),
                arguments("link by another system", zip(stored("link", "x").mode(0120777).with(x -> x.madeBy = 20)),
                        "is a link"),
                arguments("directory without slash", zip(stored("x", "").mode(0040755)), "marked as a directory"),
                arguments("directory with content", zip(stored("x/", "x")), "is a directory, but has"),
                arguments("method", zip(a().with(x -> x.method = 12)), "method 12"),
                arguments("other name", zip(a().with(x -> x.localName = "b.txt".getBytes(StandardCharsets.UTF_8))),
                        "whose name differs"),
                arguments("longer name", zip(a().with(x -> x.localName = "a.txt2".getBytes(StandardCharsets.UTF_8))),
                        "whose name differs"),
                arguments("other method", zip(a().with(x -> x.localMethod = 0)), "whose method differs"),
                arguments("other flags", zip(a().with(x -> x.localFlags = 0x800)), "whose flags differs"),
                arguments("other checksum", zip(a().with(x -> x.localCrc++)), "whose checksum differs"),
                arguments("other size", zip(a().with(x -> x.localUnpacked++)), "whose unpacked size differs"),
                arguments("other packed size", zip(a().with(x -> x.localPacked--)), "whose packed size differs"),
                arguments("no header", zip(a().with(x -> x.signature++)), "does not lie where"),
                arguments("no list", zip(a().with(x -> x.centralSignature++)), "damaged list"),
                arguments("name in no UTF-8", zip(a().named(new byte[]{(byte) 0xff})), "not UTF-8"),
                arguments("header in the list", zip(a().with(x -> x.offset = 100_000)), "overlaps"),
                arguments("wrong checksum", zip(b().with(x -> x.crc = x.localCrc = 1)), "has another checksum"),
                arguments("damaged data", zip(a().with(x -> x.data[0] = 7)), "has damaged data"),
                arguments("declares less", zip(a().with(x -> x.unpacked = x.localUnpacked = 10)),
                        "unpacks to more than the 10"),
                arguments("declares more", zip(a().with(x -> x.unpacked = x.localUnpacked = 99)),
                        "unpacks to 24 bytes instead"),
                arguments("stored in more", zip(b().with(x -> x.unpacked = x.localUnpacked = 99)), "is stored, but in 3"),
                arguments("bytes behind the data", zip(a().with(x -> {
                    x.data = Arrays.copyOf(x.data, x.data.length + 2);
                    x.packed += 2;
                    x.localPacked += 2;
                })), "has bytes behind its data"), arguments("data cut", zip(a().with(x -> {
                    x.packed -= 2;
                    x.localPacked -= 2;
                })), "has data that ends too early"),
                arguments("damaged extra fields", zip(a().with(x -> x.extra = new byte[]{1, 0, 9, 0})),
                        "damaged extra fields"),
                arguments("64-bit sizes twice", zip(a().with(x -> x.extra = join(RawZip.large(1), RawZip.large(1)))),
                        "twice"),
                arguments("64-bit size nowhere", zip(a().with(x -> x.unpacked = 0xffffffffL)), "nowhere else"),
                arguments("negative size", zip(a().with(x -> {
                    x.unpacked = 0xffffffffL;
                    x.extra = RawZip.large(-1);
                })), "sizes that no file has"));
    }

    private record RawZipEnd(int length) {
        byte[] bytes() {
            return RawZip.bytes(length, end -> end.putInt(0x06054b50));
        }
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("archives")
    void refuses_archives(String what, byte[] zip, String why) {
        assertRefused(zip, Code.UPSTREAM, why);
    }

    @Test
    void refuses_entries_that_share_their_data() {
        RawEntry bomb = deflated("0", new byte[30_000]);
        RawEntry again = deflated("1", new byte[30_000]).with(entry -> {
            entry.offset = 0;
            entry.data = new byte[0];
            entry.localName = new byte[0];
        });
        assertRefused(zip(bomb, again), Code.UPSTREAM, "overlaps");
    }

    /** The first entry's data is a stored block that holds the second entry's header: the better of David Fifield's bombs. */
    @Test
    void refuses_entries_whose_data_quotes_other_entries() {
        byte[] kernel = zip(stored("1", "x".repeat(100)));
        RawEntry quote = stored("0", "").with(entry -> {
            entry.data = Arrays.copyOf(kernel, 131);
            entry.packed = entry.localPacked = entry.unpacked = entry.localUnpacked = 131;
        });
        RawEntry quoted = stored("1", "x".repeat(100)).with(entry -> {
            entry.offset = 31;
            entry.data = new byte[0];
        });
        assertRefused(zip(quote, quoted), Code.UPSTREAM, "overlaps");
    }

    @Test
    void refuses_what_is_beyond_the_limits_before_it_unpacks_anything() {
        byte[] many = RawZip.of(IntStream.range(0, 21).mapToObj(i -> stored(i + "", "")).toArray(RawEntry[]::new)).bytes();
        assertRefused(many, Code.TOO_LARGE, "has 21 entries; at most 20");
        byte[] large = zip(
                IntStream.range(0, 4).mapToObj(i -> stored(i + "", "x".repeat(1 << 20))).toArray(RawEntry[]::new));
        assertRefused(large, Code.TOO_LARGE, "unpacks to 4194304 bytes; at most 3MiB");
        assertRefused(zip(deflated("bomb", new byte[2 << 20])), Code.TOO_LARGE, "it may be 50 times as many");
        byte[] declared = zip(a().with(entry -> entry.unpacked = entry.localUnpacked = 0xfffffffeL));
        assertRefused(declared, Code.TOO_LARGE, "unpacks to 4294967294 bytes");
        byte[] more = zip(a().with(entry -> {
            entry.unpacked = entry.localUnpacked = 0xffffffffL;
            entry.extra = RawZip.large(Long.MAX_VALUE);
            entry.localPacked = 0xffffffffL;
            entry.localExtra = RawZip.large(Long.MAX_VALUE, entry.packed);
        }), b());
        assertRefused(more, Code.TOO_LARGE, "environments.limits.extracted");
    }

    @Test
    void looks_for_no_entry_behind_the_list() {
        assertRefused(zip(a().with(entry -> entry.offset = 100_000), b().with(entry -> entry.offset = 200_000)),
                Code.UPSTREAM,
                "overlaps");
    }

    @Test
    void believes_no_count_that_its_list_has_no_room_for() {
        assertRefused(RawZip.of(a()).with(zip -> {
            zip.large = true;
            zip.count = 0xffff;
            zip.largeCount = Long.MAX_VALUE / 2;
        }).bytes(), Code.UPSTREAM, "too short");
    }

    @Test
    void unpacks_nothing_that_is_not_asked_for() throws Exception {
        byte[] zip = zip(a(), deflated("bomb", new byte[2 << 20]),
                stored("damaged", "x").with(entry -> entry.crc = entry.localCrc = 0));
        Value tree = bench.run("zip.extract", "from", bench.blob(zip), "include", "a.txt");
        assertThat(((Value.Tree) tree).files()).containsOnlyKeys("a.txt");
    }

    /** Obfuscated jars: whoever takes one of two is not bothered by the other. */
    @ParameterizedTest
    @CsvSource({"a.class,A.class", "é.txt,e\u0301.txt", "dir/x,DIR/y", "d/x,D"})
    void takes_one_of_names_that_meet(String one, String other) throws Exception {
        byte[] zip = zip(stored(one, "one"), stored(other, "other"), b());
        for (String wanted : List.of(one, other)) {
            Value tree = bench.run("zip.extract", "from", bench.blob(zip), "include", wanted);
            assertThat(((Value.Tree) tree).files()).containsOnlyKeys(wanted);
            assertThat(bench.bytes(((Value.Tree) tree).files().get(wanted))).asString()
                    .isEqualTo(wanted.equals(one) ? "one" : "other");
        }
        Value rest = bench.run("zip.extract", "from", bench.blob(zip), "exclude", one);
        assertThat(((Value.Tree) rest).files()).containsOnlyKeys(other, "b.txt");
        assertRefused(zip, Code.UPSTREAM, "has the entries");
    }

    /** Readers disagree about which of them counts, so that no choice is safe. */
    @Test
    void takes_nothing_of_an_archive_with_a_name_twice() {
        byte[] zip = zip(stored("x", "one"), stored("x", "other"), b());
        assertThatThrownBy(() -> bench.run("zip.extract", "from", bench.blob(zip), "include", "b.txt"))
                .hasMessage("the archive has the entries «x» twice");
    }

    @Test
    void looks_at_names_with_and_without_what_is_stripped() {
        byte[] zip = zip(stored("one/a", "1"), stored("two/A", "2"), stored("ONE/b", "3"));
        assertThatThrownBy(() -> bench.run("zip.extract", "from", bench.blob(zip), "strip", "1", "exclude", "ONE/"))
                .hasMessage("a tree cannot hold the files «A» and «a», which differ in case or Unicode form only");
        assertThatThrownBy(() -> bench.run("zip.extract", "from", bench.blob(zip), "strip", "1", "exclude", "two/"))
                .hasMessageContaining("has the entries");
    }

    @Test
    void leaves_nothing_where_it_worked() throws Exception {
        try (Stream<Path> store = Files.walk(directory.resolve("store/temp"))) {
            assertThat(store.filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".lock"))).isEmpty();
        }
        assertThat(directory.resolve("scratch")).satisfiesAnyOf(scratch -> assertThat(scratch).doesNotExist(),
                scratch -> assertThat(scratch).isEmptyDirectory());
    }

    private static void assertRefused(byte[] zip, Code code, String why) {
        assertThatThrownBy(() -> bench.run("zip.extract", "from", bench.blob(zip))).isInstanceOf(FailureException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(((FailureException) e).failure().code()).isEqualTo(code));
    }
}
