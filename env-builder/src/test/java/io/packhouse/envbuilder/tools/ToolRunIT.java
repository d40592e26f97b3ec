package io.packhouse.envbuilder.tools;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.sandbox.SandboxPolicy;
import io.packhouse.envbuilder.sandbox.Sandboxes;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.values.Sha256Text;
import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** {@code tool.run} with a real jar in a real sandbox. */
class ToolRunIT {

    @TempDir
    static Path directory;

    private static ToolHouse house;
    private static byte[] jar;
    private static Path jarFile;
    /** Of the last run. */
    private static List<String> log = List.of();

    @BeforeAll
    static void open() throws Exception {
        Sandboxes.need();
        house = new ToolHouse(directory, SandboxPolicy.REQUIRED);
        jar = Concatenator.jar();
        jarFile = Files.write(directory.resolve("tool.jar"), jar);
    }

    private static Calls calls(Map<String, PinnedTool> tools) {
        return new Calls(new StepKinds(List.of(new ToolRun(house.objects, house.sandbox, tools))), Side.CLIENT);
    }

    private static Map<String, Value> with(Map<String, Value> more) throws Exception {
        Value.Blob blob = house.blob("joiner.jar", jar);
        var with = new HashMap<String, Value>(Map.of("jar", blob, "hashes", ToolHouse.texts(blob.sha1())));
        with.putAll(more);
        return with;
    }

    private static Value.Fields run(Map<String, Value> with) throws Exception {
        Calls calls = calls(Map.of());
        log = calls.lines;
        return (Value.Fields) calls.run("join", "tool.run", with);
    }

    private static Failure failure(Map<String, Value> with) {
        return assertThatThrownBy(() -> run(with)).asInstanceOf(type(FailureException.class)).actual().failure();
    }

    @Test
    void makesWhatItsArgumentsSay() throws Exception {
        // given
        var tree = new Value.Tree(new TreeMap<>(Map.of("deep/er.txt", house.blob("er.txt", "two"))));
        Map<String, Value> inputs = Map.of("one", house.blob("one", "one, "), "all", tree, "three",
                new Value.Text("; three"));

        // when
        Value.Fields made = run(with(Map.of("args", ToolHouse.texts("join", "{out:maps/all.txt}", "{in:one}",
                "{in:all}/deep/er.txt", "{in:three}"), "inputs", ToolHouse.fields(inputs), "outputs",
                ToolHouse.json("{'maps/all.txt': 'A3FCA0D8B6B1FBE63C0AA8A5F6A9F5E5D3A1C7AE'}".replace('\'', '"')
                        .replaceAll("[A-F0-9]{40}", sha1("one, two; three"))))));

        // then
        assertThat(house.text(made.fields().get("maps/all.txt"))).isEqualTo("one, two; three");
        assertThat(((Value.Blob) made.fields().get("maps/all.txt")).facts()).hasToString("{\"name\":\"all.txt\"}");
        assertThat(house.scratch).isEmptyDirectory();
    }

    private static String sha1(String text) throws Exception {
        return house.blob("x", text).sha1().toUpperCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "write {out:a} b | {\"a\": \"da39a3ee5e6b4b0d3255bfef95601890afd80709\"} | joiner.jar made a with the SHA-1 e9d71f5ee7c92d6dc9e92ffdad17b8bd49418f98 instead of da39a3ee5e6b4b0d3255bfef95601890afd80709 | does write /out/a b",
            "write {out:a} b | {\"b\": null} | joiner.jar did not make b | does write /out/a b",
            "link {out:a} /usr/bin/env | {\"a\": null} | joiner.jar did not make a | does link",
            "swap {out:d} /usr/bin | {\"d/env\": null} | joiner.jar did not make d/env | does swap",
            "fail | {} | joiner.jar ended with status 1 | the maps do not fit",
            "hang | {} | joiner.jar was stopped: it took longer than 1500 ms | does hang",
            "connect PORT | {} | joiner.jar ended with status | java.net.SocketException: Network is unreachable"})
    void failsAndTellsTheJobsLogTheToolsOwnWords(String args, String outputs, String sentence, String words)
            throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            Failure failure = failure(with(Map.of("args",
                    ToolHouse.texts(args.replace("PORT", Integer.toString(server.getLocalPort())).split(" ")), "outputs",
                    ToolHouse.json(outputs), "timeout", new Value.Text(args.equals("hang") ? "1500ms" : "30s"))));

            // then
            assertThat(failure.code()).isEqualTo(Failure.Code.UPSTREAM);
            assertThat(failure.message()).as("clients read it").startsWith("step join: joiner.jar").contains(sentence)
                    .endsWith("; what it printed last is in the log of the job").doesNotContain(words);
            assertThat(log).anyMatch(line -> line.contains(words));
            assertThat(house.scratch).isEmptyDirectory();
        }
    }

    @Test
    void runsNoJarWithoutItsHash() throws Exception {
        // given
        Value.Blob other = house.blob("other.jar", "other");
        var without = with(Map.of("hashes", ToolHouse.texts(), "args", ToolHouse.texts()));
        var onClasspath = with(Map.of("classpath", new Value.ListOf(List.of(other))));

        // when, then
        assertThat(failure(without).message()).isEqualTo("step join: the jar joiner.jar has the SHA-1 "
                + house.blob("x", jar).sha1() + ", which is not among the hashes of the step; it is not run");
        assertThat(failure(onClasspath).message()).contains("the jar other.jar has the SHA-1");
    }

    @Test
    void saysWhatTheRecipeGotWrong() throws Exception {
        for (Map.Entry<String, String> wrong : Map
                .of("args", "{in:nothing}", "timeout", "90 minutes", "directories", "../up",
                        "outputs", "text", "inputs", "text", "classpath", "text", "links", "text")
                .entrySet()) {
            Failure failure = failure(with(Map.of(wrong.getKey(), new Value.Text(wrong.getValue()))));
            assertThat(failure.code()).isEqualTo(Failure.Code.INTERNAL);
            assertThat(failure.message()).startsWith("step join: " + wrong.getKey() + " ");
        }
        assertThat(failure(Map.of()).message()).contains("jar is missing");
        assertThat(failure(Map.of("tool", new Value.Text("mapper"))).message())
                .isEqualTo("step join: tool is «mapper», but this instance has no tools (environments.tools)");
        var noJar = house.blob("no.jar", "no jar");
        assertThat(failure(Map.of("jar", noJar, "hashes", ToolHouse.texts(noJar.sha1()))).message())
                .isEqualTo("no.jar is no jar");
    }

    @Test
    void runsAToolOfTheInstanceByName() throws Exception {
        // given
        var right = new PinnedTool(jarFile, Sha256Text.of(jar), null, List.of("-Dx=y"));
        var other = new PinnedTool(jarFile, Sha256Text.of(new byte[0]), null, null);
        Map<String, Value> with = Map.of("tool", new Value.Text("mapper"), "args",
                ToolHouse.texts("write", "{out:made/here}", "ok"), "outputs", ToolHouse.json("{\"made/here\": \"\"}"));

        // when
        var made = (Value.Fields) calls(Map.of("mapper", right)).run("map", "tool.run", with);

        // then
        assertThat(house.text(made.fields().get("made/here"))).isEqualTo("ok");
        assertThatThrownBy(() -> calls(Map.of("mapper", other)).run("map", "tool.run", with))
                .hasMessageStartingWith("the tool mapper is another file than was pinned: its SHA-256 is");
        var gone = new PinnedTool(directory.resolve("gone.jar"), Sha256Text.of(jar), null, null);
        assertThatThrownBy(() -> calls(Map.of("mapper", gone)).run("map", "tool.run", with))
                .as("trying again would not help").isInstanceOf(FailureException.class)
                .hasMessage("the tool mapper of environments.tools cannot be read");
    }

    @Test
    void hasTheToolAndTheJavaInItsKey() throws Exception {
        // given
        var one = new ToolRun(house.objects, house.sandbox,
                Map.of("t", new PinnedTool(jarFile, "1".repeat(64), null, null)));
        var two = new ToolRun(house.objects, house.sandbox,
                Map.of("t", new PinnedTool(jarFile, "2".repeat(64), null, null)));
        var with = new Parameters("map",
                ToolHouse.fields(Map.of("tool", new Value.Text("t"))));

        // then
        assertThat(one.context(with)).startsWith("java " + Runtime.version().feature()).isNotEqualTo(two.context(with));
    }

    @Test
    void linksFilesThatStayAsTheyAre() throws Exception {
        // given
        var links = new Value.Tree(new TreeMap<>(Map.of("lib/a", house.blob("a", "a"), "lib/b", house.blob("b", "b"))));
        var common = Map.<String, Value>of("links", links, "collect", new Value.Text("lib"), "directories",
                ToolHouse.texts("lib/new"));

        // when
        var beside = new HashMap<>(common);
        beside.put("args", ToolHouse.texts("join", "{out:lib/new/c}", "{out:lib/a}", "{out}/lib/b"));
        var made = (Value.Tree) run(with(beside)).fields().get("lib");
        var overwriting = new HashMap<>(common);
        overwriting.put("args", ToolHouse.texts("write", "{out:lib/a}", "changed"));
        var replacing = new HashMap<>(common);
        replacing.put("args", ToolHouse.texts("replace", "{out:lib/a}", "changed"));
        var replaced = (Value.Tree) run(with(replacing)).fields().get("lib");

        // then
        assertThat(made.files()).containsOnlyKeys("new/c");
        assertThat(house.text(made.files().get("new/c"))).isEqualTo("ab");
        failure(with(overwriting));
        assertThat(log).anyMatch(line -> line.contains("Read-only file system"));
        assertThat(replaced.files()).containsOnlyKeys("a");
    }

    @Test
    void isRefusedWhereThereIsNoSandbox() throws Exception {
        // given
        Calls calls = new Calls(new StepKinds(List.of(new ToolRun(house.objects,
                Sandboxes.without(house.scratch), Map.of()))), Side.CLIENT);

        // when, then
        assertThatThrownBy(() -> calls.run("join", "tool.run", with(Map.of()))).isInstanceOf(FailureException.class)
                .hasMessageStartingWith("Tools do not run here, for there is no sandbox")
                .extracting(thrown -> ((FailureException) thrown).failure().code()).isEqualTo(Failure.Code.INTERNAL);
    }
}
