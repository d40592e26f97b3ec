package io.packhouse.envbuilder.data;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.values.Value;

import static io.packhouse.envbuilder.StepBench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code json.merge} and {@code json.patch}. In the tables JSON is written with single quotes. */
class JsonStepsTest {

    @TempDir
    static Path directory;
    private static StepBench bench;

    @BeforeAll
    static void open() {
        bench = new StepBench(directory);
    }

    @ParameterizedTest(name = "{0} with {1}, lists {2}")
    @CsvSource(delimiter = '|', value = {"{'a':1} | {'b':2} | replace | {'a':1,'b':2}",
            "{'a':1,'b':2} | {'a':{'x':3}} | replace | {'a':{'x':3},'b':2}",
            "{'a':{'x':1,'y':1}} | {'a':{'y':2,'z':2}} | replace | {'a':{'x':1,'y':2,'z':2}}",
            "{'a':1} | {'a':null} | replace | {'a':null}", "[1,2] | [3] | replace | [3]",
            "[1,2] | [2,3] | concat | [1,2,2,3]",
            "[1,2,2] | [2.0,3,{'a':1,'b':2},{'b':2,'a':1}] | unique | [1,2,3,{'a':1,'b':2}]",
            "{'l':[1]} | {'l':[1,2]} | unique | {'l':[1,2]}",
            "{'l':[1]} | {'l':{'a':1}} | concat | {'l':{'a':1}}", "1 | 2 | replace | 2"})
    void merges(String base, String layer, String lists, String expected) throws Exception {
        Value merged = bench.run("json.merge", "base", json(base), "with", json("[" + layer + "]"), "lists", lists);
        assertThat(merged.identity().toString()).isEqualTo(json(expected).identity().toString());
    }

    @Test
    void merges_several_layers_in_order_and_reads_files() throws Exception {
        Value merged = bench.run("json.merge", "base", bench.blob("{\"a\": 1, \"b\": {\"c\": 1}}"), "with",
                new Value.ListOf(java.util.List.of(json("{'a':2}"), bench.tree("one.json", "{\"b\":{\"d\":3},\"a\":3}"))));
        assertThat(merged.identity().toString()).isEqualTo("{\"a\":3,\"b\":{\"c\":1,\"d\":3}}");
    }

    @Test
    void leaves_what_it_merges_as_it_was() throws Exception {
        Value base = json("{'a':{'l':[1]}}");
        bench.run("json.merge", "base", base, "with", json("[{'a':{'l':[2],'m':1}}]"), "lists", "concat");
        assertThat(base.identity().toString()).isEqualTo("{\"a\":{\"l\":[1]}}");
    }

    @ParameterizedTest(name = "{0}: {1} after {2}")
    @CsvFileSource(resources = "json-patch.tsv", delimiter = '\t', numLinesToSkip = 1, maxCharsPerColumn = 2000)
    void patches_as_RFC_6902_says(String rule, String base, String ops, String expected) throws Exception {
        if (expected.startsWith("{") || expected.startsWith("[") || !expected.contains(" ")) {
            Value patched = bench.run("json.patch", "base", json(base), "ops", json(ops));
            assertThat(JsonEquality.areEqual(patched.identity(), json(expected).identity())).as("%s: %s", rule, patched)
                    .isTrue();
        } else {
            assertThatThrownBy(() -> bench.run("json.patch", "base", json(base), "ops", json(ops)))
                    .isInstanceOf(FailureException.class).hasMessageContaining(expected);
        }
    }

    @Test
    void keeps_the_order_of_members_and_changes_copies_alone() throws Exception {
        Value base = json("{'z':{'l':[1]},'a':1}");
        Value patched = bench.run("json.patch", "base", base, "ops",
                json("[{'op':'copy','from':'/z','path':'/c'},{'op':'add','path':'/c/l/-','value':2}]"));
        assertThat(patched.identity().toString()).isEqualTo("{\"z\":{\"l\":[1]},\"a\":1,\"c\":{\"l\":[1,2]}}");
        assertThat(base.identity().toString()).isEqualTo("{\"z\":{\"l\":[1]},\"a\":1}");
    }

    @Test
    void tells_documents_that_do_not_fit_from_patches_that_are_none() throws Exception {
        assertThatThrownBy(() -> bench.run("json.patch", "base", json("{}"), "ops", json("[{'op':'remove','path':'/a'}]")))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.UPSTREAM));
        assertThatThrownBy(() -> bench.run("json.patch", "base", json("{}"), "ops", json("[{'op':'erase','path':'/a'}]")))
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.INTERNAL));
    }

    @Test
    void stops_a_patch_that_doubles_the_document_again_and_again() throws Exception {
        assertThatThrownBy(() -> bench.run("json.patch", "base", json("{'l':[1]}"), "ops", copies(60, "/l", "/l/-")))
                .hasMessageContaining("more than 1000000 values");
        assertThatThrownBy(() -> bench.run("json.patch", "base", json("{'l':{}}"), "ops", copies(60, "/l", "/l/m")))
                .hasMessageContaining("a depth of more than 32");
    }

    private static Value copies(int times, String from, String path) throws Exception {
        return json(Stream.generate(() -> "{'op':'copy','from':'%s','path':'%s'}".formatted(from, path)).limit(times)
                .collect(Collectors.joining(",", "[", "]")));
    }

    @Test
    void refuses_deep_and_broken_files() throws Exception {
        Value deep = bench.blob("[".repeat(100_000) + "]".repeat(100_000));
        assertThatThrownBy(() -> bench.run("json.merge", "base", deep, "with", json("[]")))
                .hasMessageContaining("no JSON document")
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.UPSTREAM));
        Value twice = bench.blob("{\"a\":1,\"a\":2}");
        assertThatThrownBy(() -> bench.run("json.merge", "base", json("{}"), "with", twice))
                .hasMessageContaining("no JSON document");
        Value nothing = bench.blob("");
        assertThatThrownBy(() -> bench.run("json.patch", "base", nothing, "ops", json("[]")))
                .isInstanceOf(FailureException.class);
    }
}
