package io.packhouse.envbuilder.archives;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;

import static io.packhouse.envbuilder.StepBench.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code tree.overlay}, {@code tree.put}, {@code tree.filter}, {@code tree.rename}, {@code tree.copy} and {@code tree.file}. */
class TreeStepsTest {

    @TempDir
    static Path directory;
    private static StepBench bench;
    private static Value.Tree tree;

    @BeforeAll
    static void open() throws Exception {
        bench = new StepBench(directory).data("data/over/a.txt", "over").data("data/over/new/x.txt", "new");
        tree = bench.tree("a.txt", "a", "lib/one-1.jar", "1", "lib/two-1.jar", "2", "lib/deep/three-1.jar", "3");
    }

    /** A tree as {@code path=content} and commas. */
    private static String shown(Value value) {
        return ((Value.Tree) value).files().entrySet().stream().map(each -> {
            try {
                return each.getKey() + "=" + bench.text(each.getValue());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }).collect(Collectors.joining(","));
    }

    @Test
    void lays_trees_and_data_over_each_other() throws Exception {
        Value laid = bench.run("tree.overlay", "layers",
                new Value.ListOf(List.of(bench.tree("a.txt", "a", "b.txt", "b"), new Value.Text("data/over"))));
        assertThat(shown(laid)).isEqualTo("a.txt=over,b.txt=b,new/x.txt=new");
    }

    @Test
    void lets_layers_differ_only_where_it_may() throws Exception {
        Value same = new Value.ListOf(List.of(bench.tree("a", "1", "b", "1"), bench.tree("a", "1")));
        assertThat(shown(bench.run("tree.overlay", "layers", same, "on_conflict", "error"))).isEqualTo("a=1,b=1");
        Value other = new Value.ListOf(List.of(bench.tree("a", "1"), bench.tree("a", "2")));
        assertRefused(Code.UPSTREAM, "different files «a»", "tree.overlay", "layers", other, "on_conflict", "error");
        assertRefused(Code.INTERNAL, "on_conflict is last or error", "tree.overlay", "layers", other, "on_conflict",
                "first");
        assertRefused(Code.INTERNAL, "where the recipe's data has no files", "tree.overlay", "layers", "data/none");
        Value meeting = new Value.ListOf(List.of(bench.tree("a", "1"), bench.tree("A", "2")));
        assertRefused(Code.UPSTREAM, "differ in case", "tree.overlay", "layers", meeting);
        Value below = new Value.ListOf(List.of(bench.tree("a", "1"), bench.tree("a/b", "2")));
        assertRefused(Code.UPSTREAM, "a file and a directory", "tree.overlay", "layers", below);
    }

    @Test
    void puts_texts_documents_and_files() throws Exception {
        Value one = bench.run("tree.put", "path", "x/a.txt", "content", "text");
        Value two = bench.run("tree.put", "tree", one, "path", "b.json", "content", json("{'z':1,'a':[null]}"));
        Value three = bench.run("tree.put", "tree", two, "path", "x/a.txt", "content", bench.blob("other"));
        assertThat(shown(three)).isEqualTo("b.json={\"z\":1,\"a\":[null]},x/a.txt=other");
        assertThat(shown(one)).as("trees never change").isEqualTo("x/a.txt=text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "../a", "a/../b", "a/", "./a", "a//b", "a\\b", "C:a", "a\nb", "a.", "con?",
            "a|b"})
    void puts_nothing_outside(String path) {
        assertRefused(Code.INTERNAL, "is no path of a file in a tree", "tree.put", "path", path, "content", "x");
    }

    @ParameterizedTest
    @CsvSource({"a.txt,'',a.txt=a", "*.jar,'',''", "**/*.jar,**/three*,'lib/one-1.jar=1,lib/two-1.jar=2'",
            "lib/,lib/deep/,'lib/one-1.jar=1,lib/two-1.jar=2'",
            "**,lib/,a.txt=a"})
    void filters(String include, String exclude, String expected) throws Exception {
        assertThat(shown(bench.run("tree.filter", "from", tree, "include", include, "exclude", exclude)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"lib/ | mods/ | a.txt=a,mods/deep/three-1.jar=3,mods/one-1.jar=1,mods/two-1.jar=2",
            "lib/*-1.jar | mods/*.jar | a.txt=a,lib/deep/three-1.jar=3,mods/one.jar=1,mods/two.jar=2",
            "lib/deep/ | '' | a.txt=a,lib/one-1.jar=1,lib/two-1.jar=2,three-1.jar=3",
            "a.txt | z/b.txt | lib/deep/three-1.jar=3,lib/one-1.jar=1,lib/two-1.jar=2,z/b.txt=a",
            "none | other | a.txt=a,lib/deep/three-1.jar=3,lib/one-1.jar=1,lib/two-1.jar=2",
            "li | x | a.txt=a,lib/deep/three-1.jar=3,lib/one-1.jar=1,lib/two-1.jar=2"})
    void renames(String from, String to, String expected) throws Exception {
        assertThat(shown(
                bench.run("tree.rename", "from", tree, "rules", json("[{'from':'%s','to':'%s'}]".formatted(from, to)))))
                .isEqualTo(expected);
    }

    @Test
    void renames_by_the_first_rule_that_is_for_a_file() throws Exception {
        assertThat(shown(bench.run("tree.rename", "from", bench.tree("a", "1", "b", "2"), "rules",
                json("[{'from':'a','to':'b'},{'from':'b','to':'a'},{'from':'a','to':'c'}]")))).isEqualTo("a=2,b=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "lib/one-1.jar | lib/two-1.jar | UPSTREAM | two files would be called «lib/two-1.jar»",
            "lib/one-1.jar | LIB/two-1.jar | UPSTREAM | differ in case", "lib/ | ../ | INTERNAL | no path of a file",
            "a.txt | /etc/x | INTERNAL | no path of a file",
            "a.txt | lib | UPSTREAM | a file and a directory", "lib/*.jar | x.jar | INTERNAL | one star on both sides",
            "lib/*/*.jar | */*.jar | INTERNAL | one star",
            "lib/ | mods | INTERNAL | to a directory", "lib/ | */ | INTERNAL | none for directories",
            "a.txt | '' | INTERNAL | no path of a file"})
    void refuses_renames_that_meet_or_escape(String from, String to, Code code, String why) throws Exception {
        assertRefused(code, why, "tree.rename", "from", tree, "rules",
                json("[{'from':'%s','to':'%s'}]".formatted(from, to)));
    }

    @Test
    void copies_files_and_directories_that_are_there() throws Exception {
        assertThat(shown(bench.run("tree.copy", "from", tree, "paths", json("['a.txt','lib/deep/']"), "to", "x/")))
                .isEqualTo("x/a.txt=a,x/lib/deep/three-1.jar=3");
        assertRefused(Code.UPSTREAM, "has nothing at «lib»", "tree.copy", "from", tree, "paths", "lib");
        assertRefused(Code.INTERNAL, "to is a directory", "tree.copy", "from", tree, "paths", "a.txt", "to", "x");
        assertRefused(Code.INTERNAL, "no path of a file", "tree.copy", "from", tree, "paths", "a.txt", "to", "../");
    }

    @Test
    void gives_one_file() throws Exception {
        assertThat(bench.text(bench.run("tree.file", "from", tree, "path", "lib/deep/three-1.jar"))).isEqualTo("3");
        assertRefused(Code.UPSTREAM, "has no file «lib»", "tree.file", "from", tree, "path", "lib");
        assertRefused(Code.INTERNAL, "from is neither a tree", "tree.file", "from", json("{}"), "path", "a");
    }

    @Test
    void holds_no_more_files_than_allowed() throws Exception {
        var small = new StepBench(directory,
                new io.packhouse.envbuilder.steps.StepLimits(ByteSize.parse("1MiB"), ByteSize.parse("1MiB"),
                        ByteSize.parse("1MiB"), 2, ByteSize.parse("1MiB"), 10, 10));
        Value two = small.tree("a", "1", "b", "2");
        assertThatThrownBy(() -> small.run("tree.put", "tree", two, "path", "c", "content", "3"))
                .hasMessageContaining("a tree of 3 files; at most 2").isInstanceOf(FailureException.class);
    }

    /** What any rules make of any paths stays inside and apart, or is refused. */
    @Test
    void renames_whatever_it_is_given_safely() throws Exception {
        String[] names = {"a", "A", "b", "..", ".", "", "é", "e\u0301", "a*", "*", "c:", "\\", "x "};
        Value.Blob blob = bench.blob("x");
        for (long seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            var files = new TreeMap<String, Value.Blob>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                files.put(path(names, random), blob);
            }
            var rules = new ArrayList<Value>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                rules.add(new Value.Fields(new TreeMap<>(java.util.Map.of("from", new Value.Text(path(names, random)), "to",
                        new Value.Text(path(names, random))))));
            }
            try {
                Value renamed = bench.run("tree.rename", "from", new Value.Tree(files), "rules", new Value.ListOf(rules));
                var paths = ((Value.Tree) renamed).files().keySet();
                assertThat(paths).as("seed %d", seed).hasSize(files.size()).allMatch(PathRules::isPath);
                assertThat(PathRules.meeting(paths)).as("seed %d", seed).isEmpty();
            } catch (FailureException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageContaining(" ");
            }
        }
    }

    private static String path(String[] names, Random random) {
        var path = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            path.append(names[random.nextInt(names.length)]).append(i == 0 && random.nextInt(4) > 0 ? "" : "/");
        }
        return path.toString();
    }

    private static void assertRefused(Code code, String why, String kind, Object... namesAndValues) {
        assertThatThrownBy(() -> bench.run(kind, namesAndValues)).hasMessageContaining(why)
                .isInstanceOfSatisfying(FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
    }
}
