package io.packhouse.envbuilder.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.values.Value;

import static io.packhouse.envbuilder.StepBench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code text.template}, {@code table.lookup}, {@code hash.verify} and {@code fail}. */
class TextStepsTest {

    @TempDir
    static Path directory;
    private static StepBench bench;

    @BeforeAll
    static void open() throws Exception {
        bench = new StepBench(directory).data("data/server.properties", "motd=${motd}\nprice=5$$\nmods=${mods|join:', '}\n")
                .data("data/exact.json", "{\"1.20.1\": {\"java\": 17}, \"1.20\": \"x\"}")
                .data("data/ranges.json", "{\"[1.17,1.18)\": 16, \">=1.18.0 <1.20.5\": 17, \"(,1.17)\": 8, \"[1.0,)\": 21}")
                .data("data/broken.json", "{\"[1.0\": 1, \"(,)\": 2}").data("data/list.json", "[1]");
    }

    private static Value values() throws Exception {
        return new Value.Fields(new TreeMap<>(Map.of("motd", new Value.Text("${mods} $$ \"Hi\""), "mods",
                new Value.ListOf(List.of(new Value.Text("a"), new Value.Text("b"))), "deep",
                json("{'list':[{'n':1},{'n':true}]}"),
                "jar", bench.blob("jar"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "data/server.properties | `motd=${mods} $$ \"Hi\"\nprice=5$\nmods=a, b\n`",
            "${deep.list[1].n}-${deep.list[0].n} | true-1",
            "plain | plain", "`${motd|lower|replace:'hi','ho'}` | `${mods} $$ \"ho\"`", "`${none|default:'x'}` | x",
            "${jar.size} | 3", "$${motd} | ${motd}"})
    void fills_templates(String template, String expected) throws Exception {
        Value filled = bench.run("text.template", "template", template, "values", values());
        assertThat(((Value.Text) filled).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"${none} | values.none: is not there | UPSTREAM",
            "${motd.x} | values.motd.x: is not there | UPSTREAM", "${deep} | an object cannot stand in a text | UPSTREAM",
            "${mods} | a list cannot stand in a text | UPSTREAM", "${motd | ${ is not closed | INTERNAL",
            "$motd | a dollar sign is written $$ | INTERNAL", "`${motd|shout}` | a filter is one of | INTERNAL",
            "data/none.txt | the recipe has no file data/none.txt | INTERNAL"})
    void refuses_templates(String template, String why, Code code) throws Exception {
        Value values = values();
        assertThatThrownBy(() -> bench.run("text.template", "template", template, "values", values))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void takes_templates_of_files_that_steps_made_and_refuses_what_is_no_text() throws Exception {
        Value filled = bench.run("text.template", "template", bench.tree("a/b.txt", "<${motd}>"), "values",
                json("{'motd':'é'}"));
        assertThat(((Value.Text) filled).text()).isEqualTo("<é>");
        Value binary = bench.blob(new byte[]{(byte) 0xff, 0});
        assertThatThrownBy(() -> bench.run("text.template", "template", binary)).hasMessageContaining("is not in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"data/exact.json | exact | 1.20.1 | {\"java\":17}",
            "data/exact.json | exact | 1.20 | \"x\"", "data/ranges.json | range | 1.17.1 | 16",
            "data/ranges.json | range | 1.16.5 | 8",
            "data/ranges.json | range | 1.18.2 | 17", "data/ranges.json | range | 1.20.5 | 21",
            "data/ranges.json | range | 1.19 | 17"})
    void finds_rows(String table, String match, String key, String expected) throws Exception {
        Value row = bench.run("table.lookup", "table", table, "match", match, "key", key, "addon",
                "net.minecraft:minecraft");
        assertThat(row.identity().toString()).isEqualTo(expected);
    }

    @Test
    void has_a_rule_of_its_own_for_minecraft_only() throws Exception {
        assertThat(
                bench.run("table.lookup", "table", "data/ranges.json", "match", "range", "key", "1.19").identity().asInt())
                .as("1.19 is no SemVer version, so that no SemVer range contains it").isEqualTo(21);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "data/exact.json | exact | 1.20.0 | NOT_FOUND | nothing is known of 1.20.0",
            "data/exact.json | range | 1.20.2 | NOT_FOUND | nothing is known",
            "data/exact.json | like | 1.20.1 | INTERNAL | match is exact or range",
            "data/broken.json | range | 1.0 | INTERNAL | which is no range",
            "data/list.json | exact | 0 | INTERNAL | no JSON object",
            "data/none.json | exact | 0 | INTERNAL | no file data/none.json",
            "data/ranges.json | range | `1 2` | INTERNAL | is no version"})
    void finds_no_rows(String table, String match, String key, Code code, String why) {
        assertThatThrownBy(() -> bench.run("table.lookup", "table", table, "match", match, "key", key))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void gives_a_file_whose_hashes_are_right() throws Exception {
        Value.Blob blob = bench.blob("abc");
        assertThat(bench.run("hash.verify", "blob", blob, "sha1", "A9993E364706816ABA3E25717850C26C9CD0D89D", "sha256",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")).isEqualTo(blob);
        assertThat(bench.run("hash.verify", "blob", blob, "sha512", blob.sha512())).isEqualTo(blob);
    }

    @ParameterizedTest
    @CsvSource({"sha1, a9993e364706816aba3e25717850c26c9cd0d89e, UPSTREAM, instead of a9993e36",
            "sha256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ae, UPSTREAM, has the sha256 ba7816",
            "sha1, a9993e, INTERNAL, has 40 hexadecimal digits", "sha512, '', INTERNAL, has 128",
            "md5, 0, INTERNAL, nothing says"})
    void refuses_a_file_whose_hashes_are_wrong(String algorithm, String hash, Code code, String why) throws Exception {
        Value.Blob blob = bench.blob("abc");
        assertThatThrownBy(() -> bench.run("hash.verify", "blob", blob, algorithm, hash)).hasMessageContaining(why)
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    @Test
    void of_several_wrong_hashes_the_strongest_is_named() throws Exception {
        Value.Blob blob = bench.blob("abc");
        assertThatThrownBy(() -> bench.run("hash.verify", "blob", blob, "sha1", "0".repeat(40), "sha256", "0".repeat(64),
                "sha512", "0".repeat(128))).hasMessageContaining("has the sha512 ");
        assertThatThrownBy(() -> bench.run("hash.verify", "blob", blob, "sha1", "0".repeat(40), "sha256", "0".repeat(64)))
                .hasMessageContaining("has the sha256 ");
    }

    @ParameterizedTest
    @CsvSource({"400, INVALID_REQUEST, why", "404, NOT_FOUND, why", "500, INTERNAL, status is 400 or 404"})
    void ends_a_build(String status, Code code, String message) {
        assertThatThrownBy(() -> bench.run("fail", "status", status, "message", "why")).hasMessageContaining(message)
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }
}
