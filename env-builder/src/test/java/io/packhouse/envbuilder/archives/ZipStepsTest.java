package io.packhouse.envbuilder.archives;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.archives.ZipFields;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.testkit.zips.RawZip;

import static io.packhouse.envbuilder.StepBench.json;
import static io.packhouse.testkit.zips.RawEntry.deflated;
import static io.packhouse.testkit.zips.RawEntry.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code zip.extract} and {@code zip.build} on good archives and trees. */
class ZipStepsTest {

    @TempDir
    static Path directory;
    private static StepBench bench;

    @BeforeAll
    static void open() {
        bench = new StepBench(directory);
    }

    private static byte[] javaZip(Map<String, String> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static Value installer() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("META-INF/", "");
        files.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n");
        files.put("version.json", "{}");
        files.put("maven/g/", "");
        files.put("maven/g/a-1.jar", "a".repeat(100_000));
        files.put("maven/g/b-1.jar", "");
        files.put("data/é.lzma", "data");
        return bench.blob(javaZip(files));
    }

    @Test
    void unpacks_all() throws Exception {
        Value.Tree tree = (Value.Tree) bench.run("zip.extract", "from", installer());
        assertThat(tree.files()).containsOnlyKeys("META-INF/MANIFEST.MF", "data/é.lzma", "maven/g/a-1.jar",
                "maven/g/b-1.jar",
                "version.json");
        assertThat(bench.text(tree.files().get("maven/g/a-1.jar"))).isEqualTo("a".repeat(100_000));
        assertThat(tree.files().get("maven/g/b-1.jar").facts().path("name").asText()).isEqualTo("b-1.jar");
        assertThat(tree.files().get("version.json").sha1()).isEqualTo("bf21a9e8fbc5a3846fb05b4fa0859e0917b2202f");
        assertThat(bench.log()).contains("unpacked 5 files");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"maven/ | '' | maven/ | g/a-1.jar,g/b-1.jar", "maven/ | **/b* | 2 | a-1.jar",
            "version.json | '' | 0 | version.json",
            "* | META* | 0 | version.json", "*.nothing | '' | 0 | ''"})
    void unpacks_what_is_asked_for(String include, String exclude, String strip, String paths) throws Exception {
        Value.Tree tree = (Value.Tree) bench.run("zip.extract", "from", installer(), "include", include, "exclude", exclude,
                "strip",
                strip);
        assertThat(String.join(",", tree.files().keySet())).isEqualTo(paths);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"none.json | 0 | UPSTREAM | has no file «none.json»",
            "** | 1 | INTERNAL | strip leaves nothing of",
            "** | maven/ | INTERNAL | strip leaves nothing of", "** | maven | INTERNAL | a slash at its end",
            "** | -1 | INTERNAL | a slash at its end"})
    void refuses_what_cannot_be_done(String include, String strip, Code code, String why) throws Exception {
        Value from = installer();
        assertThatThrownBy(() -> bench.run("zip.extract", "from", from, "include", include, "strip", strip))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void strips_no_two_files_into_one() throws Exception {
        Value zip = bench.blob(javaZip(Map.of("a/x", "1", "b/x", "2")));
        assertThatThrownBy(() -> bench.run("zip.extract", "from", zip, "strip", "1"))
                .hasMessageContaining("one path for two files");
        Value other = bench.blob(javaZip(Map.of("a/x", "1", "b/X", "2")));
        assertThatThrownBy(() -> bench.run("zip.extract", "from", other, "strip", "1"))
                .hasMessageContaining("differ in case");
    }

    @Test
    void reads_what_other_writers_leave() throws Exception {
        byte[] zip = RawZip.of(deflated("described", "text").described(true), deflated("unsigned", "text").described(false),
                stored("padded", "x").with(entry -> entry.localExtra = new byte[3]),
                stored("aligned", "x").with(entry -> entry.behind = new byte[17]),
                stored("dos", "x").with(entry -> entry.madeBy = 0),
                deflated("empty/", "").mode(0040755), stored("utf", "x").flagged(0x800),
                stored("large", "x").with(entry -> {
                    entry.packed = entry.unpacked = 0xffffffffL;
                    entry.extra = RawZip.large(1, 1);
                    entry.localPacked = entry.localUnpacked = 0xffffffffL;
                    entry.localExtra = RawZip.large(1, 1);
                })).with(raw -> {
                    raw.large = true;
                    raw.comment = "PK\5\6 in a comment that is no record".getBytes(StandardCharsets.ISO_8859_1);
                    raw.before = new byte[10];
                }).bytes();
        Value.Tree tree = (Value.Tree) bench.run("zip.extract", "from", bench.blob(zip));
        assertThat(tree.files()).containsOnlyKeys("described", "unsigned", "padded", "aligned", "dos", "utf", "large");
    }

    @Test
    void builds_the_same_bytes_of_the_same_tree_wherever_and_whenever() throws Exception {
        Value.Tree tree = bench.tree("b.txt", "b", "a/é.txt", "e".repeat(5000), "\ud83d\ude00", "after \uffee in bytes",
                "\uffee", "x");
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String level : new String[]{"0", "9"}) {
                Value first = bench.run("zip.build", "from", tree, "level", level);
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(bench.run("zip.build", "from", tree, "level", level)).isEqualTo(first);
                TimeZone.setDefault(zone);
                assertReadable(bench.bytes(first), tree, "a/é.txt", "b.txt", "\uffee", "\ud83d\ude00");
            }
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(bench.run("zip.build", "from", bench.tree("a.txt", "a"))).as("bytes that no release may change")
                .extracting(zip -> ((Value.Blob) zip).sha1()).isEqualTo("8a80f6afe40bf900388e1e76afb75a7b98de67cc");
    }

    @Test
    void builds_of_data_and_adds_entries() throws Exception {
        bench.data("data/server/ops.json", "[]").data("data/server/world/a.txt", "a").data("data/server2/b.txt", "b");
        Value zip = bench.run("zip.build", "from", "data/server", "entries", json("{'ops.json':[1],'motd.txt':'Hi'}"));
        assertReadable(bench.bytes(zip), bench.tree("motd.txt", "Hi", "ops.json", "[1]", "world/a.txt", "a"), "motd.txt",
                "ops.json",
                "world/a.txt");
        assertThatThrownBy(() -> bench.run("zip.build", "from", "data/none")).hasMessageContaining("has no files");
        assertThatThrownBy(() -> bench.run("zip.build", "from", "data/server", "level", "10"))
                .hasMessageContaining("level is 0");
        assertThatThrownBy(() -> bench.run("zip.build", "from", "data/server", "entries", json("{'../x':''}")))
                .hasMessageContaining("is no path of a file");
    }

    @ParameterizedTest
    @ValueSource(longs = {ZipFields.NO_NUMBER, 1, 100, 70_000})
    void writes_64_bit_numbers_where_they_are_needed(long large) throws Exception {
        byte[] random = new byte[60_000];
        new Random(7).nextBytes(random);
        for (int level : new int[]{0, 6}) {
            var out = new ByteArrayOutputStream();
            var zip = new ZipWriter(out, level, large);
            SortedMap<String, byte[]> files = new TreeMap<>(
                    Map.of("a", random, "b", new byte[3_000_000], "c", new byte[0], "d",
                            "text".getBytes(StandardCharsets.UTF_8)));
            for (var file : files.entrySet()) {
                zip.add(file.getKey(), file.getValue().length, () -> new ByteArrayInputStream(file.getValue()));
            }
            zip.finish();
            Path path = Files.write(directory.resolve("large.zip"), out.toByteArray());
            try (var reader = new ZipFile(path.toFile())) {
                for (var file : files.entrySet()) {
                    assertThat(reader.getInputStream(reader.getEntry(file.getKey())).readAllBytes())
                            .isEqualTo(file.getValue());
                }
            }
            Value.Tree tree = (Value.Tree) bench.run("zip.extract", "from", bench.blob(out.toByteArray()), "exclude", "b");
            assertThat(bench.bytes(tree.files().get("a"))).isEqualTo(random);
        }
    }

    @Test
    void writes_sizes_and_offsets_above_4_gibibytes() {
        long size = (4L << 30) + 5;
        assertThat(new ZipHeaders(new byte[]{'x'}, false, 1, size, size, 5, ZipFields.NO_NUMBER).local())
                .hasSize(30 + 1 + 20)
                .startsWith('P', 'K', 3, 4, 45).endsWith(5, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0);
        assertThat(new ZipHeaders(new byte[]{'x'}, false, 1, 2, 2, size, ZipFields.NO_NUMBER).central()).hasSize(46 + 1 + 12)
                .endsWith(1, 0, 8, 0, 5, 0, 0, 0, 1, 0, 0, 0);
    }

    @Test
    void carries_100_000_files_through_both() throws Exception {
        var out = new ByteArrayOutputStream();
        var writer = new ZipWriter(out, 0, ZipFields.NO_NUMBER);
        for (int i = 0; i < 100_000; i++) {
            writer.add("d" + i % 100 + "/" + i, 4, () -> new ByteArrayInputStream(new byte[4]));
        }
        writer.finish();
        Value zip = bench.blob(out.toByteArray());
        assertThat(((Value.Tree) bench.run("zip.extract", "from", zip)).files()).hasSize(100_000);
    }

    private static void assertReadable(byte[] zip, Value.Tree tree, String... inOrder) throws IOException {
        try (var reader = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (String path : inOrder) {
                ZipEntry entry = reader.getNextEntry();
                assertThat(entry.getName()).isEqualTo(path);
                assertThat(entry.getTimeLocal()).hasToString("1980-01-01T00:00");
                assertThat(entry.getExtra()).isNull();
                assertThat(reader.readAllBytes()).isEqualTo(bench.bytes(tree.files().get(path)));
            }
            assertThat(reader.getNextEntry()).isNull();
        }
    }
}
