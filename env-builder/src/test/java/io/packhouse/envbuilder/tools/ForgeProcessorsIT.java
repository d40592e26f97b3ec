package io.packhouse.envbuilder.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.EnvironmentsSettings;
import io.packhouse.envbuilder.archives.ArchiveSteps;
import io.packhouse.envbuilder.sandbox.SandboxPolicy;
import io.packhouse.envbuilder.sandbox.Sandboxes;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepKinds;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.Config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** Installers with small processors, processed in a real sandbox, with the kinds of steps that they need. */
class ForgeProcessorsIT {

    private static final String MAPS = "org.example:maps:1.20.1:mappings@txt";
    private static final String GAME = "org.example:game:1.20.1:client";

    @TempDir
    static Path directory;

    private static ToolHouse house;
    private static StepKinds kinds;
    /** Of the client: what is equal in several cases is run once. */
    private static Calls shared;

    @BeforeAll
    static void open() throws Exception {
        Sandboxes.need();
        house = new ToolHouse(directory, SandboxPolicy.REQUIRED);
        var config = Config.load(List.of(EnvironmentsSettings.DEFAULTS), Optional.empty(), Map.of(), Map.of());
        var limits = config.section(EnvironmentsSettings.SECTION, EnvironmentsSettings.class).limits();
        var workshop = new Workshop(house.objects, null, limits, config, house.scratch, new SimpleMeterRegistry());
        List<StepKind> all = new ArrayList<>(new ArchiveSteps().kinds(workshop));
        all.add(new ToolRun(house.objects, house.sandbox, Map.of()));
        all.add(new ForgeProcessors(workshop, house.sandbox.java()));
        kinds = new StepKinds(all);
        shared = new Calls(kinds, Side.CLIENT);
    }

    private static Installer installer() throws Exception {
        return new Installer(house).data("PATCH", "/data/client.txt", "/data/client.txt")
                .data("MAPS", "[" + MAPS + "]", "[" + MAPS + "]")
                .data("PATCHED", "[" + GAME + "]", "[org.example:game:1.20.1:server]")
                .data("PATCHED_SHA", "'" + sha1("PATCH, GAME") + "'", "'0'")
                .processor("", "join {MAPS} {PATCH} {MINECRAFT_JAR}")
                .processor("client", "upper {PATCHED} [" + MAPS + "]", "{PATCHED}", "{PATCHED_SHA}");
    }

    private static Map<String, Value> with(Installer installer) throws Exception {
        return new HashMap<>(
                Map.of("installer", installer.jar(), "minecraft_jar", house.blob("client.jar", "game"), "libraries",
                        new Value.ListOf(List.of(new Value.ListOf(installer.libraries)))));
    }

    private static Value.Fields run(Calls calls, Map<String, Value> with) throws Exception {
        return (Value.Fields) calls.run("forge", "forge.processors", with);
    }

    private static Map<String, Value.Blob> files(Value.Fields made) {
        var files = new TreeMap<String, Value.Blob>();
        ((Value.ListOf) made.fields().get("files")).items()
                .forEach(item -> files.put(((Value.Blob) item).facts().path("coordinate").asText(), (Value.Blob) item));
        return files;
    }

    private static Failure failure(Map<String, Value> with) {
        return assertThatThrownBy(() -> run(shared, with)).asInstanceOf(type(FailureException.class)).actual()
                .failure();
    }

    private static String sha1(String text) throws Exception {
        return house.blob("x", text).sha1();
    }

    @Test
    void runsTheProcessorsOfTheSideOneAfterTheOther() throws Exception {
        // given
        var calls = new Calls(kinds, Side.CLIENT);

        // when
        Value.Fields made = run(calls, with(installer().embedded("a:b:1", "inner")));

        // then
        assertThat(files(made)).containsOnlyKeys(MAPS, GAME);
        assertThat(((Value.ListOf) made.fields().get("embedded")).items()).singleElement()
                .extracting(item -> ((Value.Blob) item).facts().path("coordinate").asText()).isEqualTo("a:b:1");
        assertThat(house.text(files(made).get(MAPS))).isEqualTo("patch, game");
        assertThat(house.text(files(made).get(GAME))).isEqualTo("PATCH, GAME");
        assertThat(files(made).get(GAME).facts()).hasToString("{\"coordinate\":\"" + GAME
                + "\",\"group\":\"org.example\",\"name\":\"game\",\"version\":\"1.20.1\",\"extension\":\"jar\","
                + "\"path\":\"org/example/game/1.20.1/game-1.20.1-client.jar\",\"label\":\"game-client\",\"classifier\":\"client\","
                + "\"runtime\":true}");
        assertThat(files(made).get(MAPS).facts().has("runtime")).isFalse();
        assertThat(((Value.Json) made.fields().get("version")).node().path("mainClass").asText())
                .isEqualTo("org.example.Main");
        assertThat(((Value.Json) made.fields().get("profile")).node().path("minecraft").asText()).isEqualTo("1.20.1");
        assertThat(calls.ran).containsExactly("forge", "forge/profile", "forge/data", "forge/1-tool", "forge/2-tool");
        assertThat(house.scratch.resolve("tools")).doesNotExist();
    }

    @Test
    void runsNoFinishedProcessorAgain() throws Exception {
        // given
        var calls = new Calls(kinds, Side.CLIENT);
        Installer wrong = installer().data("PATCHED_SHA", "'" + "0".repeat(40) + "'", "'0'");

        // when
        assertThatThrownBy(() -> run(calls, with(wrong))).hasMessageContaining("step forge/2-tool: tool-1.0.jar made "
                + "root/libraries/org/example/game/1.20.1/game-1.20.1-client.jar with the SHA-1 " + sha1("PATCH, GAME")
                + " instead of 0000");
        calls.ran.clear();
        Value.Fields made = run(calls, with(installer()));

        // then
        assertThat(calls.ran).containsExactly("forge", "forge/profile", "forge/data", "forge/2-tool");
        assertThat(files(made)).containsOnlyKeys(MAPS, GAME);
    }

    @Test
    void runsOnlyWhatDependsOnAChange() throws Exception {
        // given
        run(shared, with(installer().processor("", "write [a:b:1@txt] constant")));
        shared.ran.clear();
        Map<String, Value> other = with(installer().processor("", "write [a:b:1@txt] constant").data("PATCHED_SHA",
                "'" + sha1("PATCH, OTHER") + "'", "'0'"));
        other.put("minecraft_jar", house.blob("client.jar", "other"));

        // when
        run(shared, other);

        // then
        assertThat(shared.ran).contains("forge/1-tool", "forge/2-tool").doesNotContain("forge/3-tool");
    }

    @Test
    void skipsWhatIsThereAlready() throws Exception {
        // given
        Map<String, Value> right = with(installer());
        right.put("given", ToolHouse.fields(Map.of(GAME, house.blob("", "PATCH, GAME"))));
        Map<String, Value> wrong = with(installer());
        wrong.put("given", ToolHouse.fields(Map.of(GAME, house.blob("", "old"))));
        var calls = new Calls(kinds, Side.CLIENT);
        var others = new Calls(kinds, Side.CLIENT);

        // when
        Value.Fields made = run(calls, right);
        Value.Fields madeAgain = run(others, wrong);

        // then
        assertThat(calls.ran).doesNotContain("forge/2-tool");
        assertThat(calls.lines).contains("processor 2-tool: all that it makes is there");
        assertThat(files(made)).containsOnlyKeys(MAPS);
        assertThat(others.ran).contains("forge/2-tool");
        assertThat(house.text(files(madeAgain).get(GAME))).isEqualTo("PATCH, GAME");
    }

    @Test
    void needsNoNetworkForFilesThatAreGiven() throws Exception {
        // given
        Installer installer = new Installer(house).data("MOJMAPS", "[" + MAPS + "]", "[" + MAPS + "]")
                .processor("", "--task DOWNLOAD_MOJMAPS --version 1.20.1 --side {SIDE} --output {MOJMAPS}")
                .processor("", "upper [" + GAME + "] {MOJMAPS}");
        Map<String, Value> with = with(installer);
        with.put("given", ToolHouse.fields(Map.of(MAPS, house.blob("", "maps of mojang"))));

        // when
        Value.Fields made = run(new Calls(kinds, Side.CLIENT), with);

        // then
        assertThat(house.text(files(made).get(GAME))).isEqualTo("MAPS OF MOJANG");
    }

    @Test
    void laysTheServersRootDirectory() throws Exception {
        // given
        Installer installer = new Installer(house).embedded("a:b:1@txt", "embedded, ")
                .processor("server", "join {ROOT}/run.sh {LIBRARY_DIR}/a/b/1/b-1.txt {MINECRAFT_JAR} {ROOT}/eula.txt")
                .processor("client", "fail").processor("server", "");
        installer.profile.put("serverJarPath", "{LIBRARY_DIR}/net/minecraft/server/{MINECRAFT_VERSION}/server.jar");
        installer.args(2, "write", "{ROOT}/libraries/c/d/1/d-1.txt", "'{SIDE}' is \\{{SIDE}\\}");
        Map<String, Value> with = with(installer);
        with.put("server_root", new Value.Tree(new TreeMap<>(Map.of("eula.txt", house.blob("", ", eula")))));
        with.put("side", new Value.Text("server"));

        // when
        Value.Fields made = run(new Calls(kinds, Side.CLIENT), with);

        // then
        var root = ((Value.Tree) made.fields().get("root")).files();
        assertThat(root).containsOnlyKeys("run.sh");
        assertThat(house.text(root.get("run.sh"))).isEqualTo("embedded, game, eula");
        assertThat(files(made)).containsOnlyKeys("c:d:1@txt");
        assertThat(house.text(files(made).get("c:d:1@txt"))).isEqualTo("{SIDE} is {server}");
    }

    static Stream<Arguments> wrongInstallers() {
        return Stream.of(
                wrong("its spec is 2, not 0 or 1", installer -> installer.profile.put("spec", 2)),
                wrong("its minecraft is «../1.20.1»", installer -> installer.profile.put("minecraft", "../1.20.1")),
                wrong("its processors are not written as such", installer -> installer.profile.put("processors", "none")),
                wrong("the library org.example:none:1 is missing",
                        installer -> installer.needs(0, "org.example:none:1")),
                wrong("the library org.example:extra:1.0 has no SHA-1 in the installer; it is not run",
                        installer -> installer.profile.putArray("libraries")),
                wrong(", but the installer says 0000",
                        installer -> installer.declare(Installer.EXTRA, "0".repeat(40))),
                wrong("«{NONE}» speaks of NONE, which the profile does not have",
                        installer -> installer.processor("", "join {NONE}")),
                wrong("«'open» has no closing '", installer -> installer.processor("", "join 'open")),
                wrong("«../up@jar» is no Maven coordinate", installer -> installer.processor("", "join [../up@jar]")),
                wrong("the group «..» of a Maven coordinate", installer -> installer.data("X", "[..:a:1]", "")),
                wrong("«/data/../../x» is no path in an installer", installer -> installer.data("X", "/data/../../x", "")),
                wrong("«{SIDE}» is no file in the root directory",
                        installer -> installer.processor("", "join", "{SIDE}", "'0'")),
                wrong("«{ROOT}/../x» is no file in the root directory",
                        installer -> installer.processor("", "join", "{ROOT}/../x", "'" + "0".repeat(40) + "'")),
                wrong("«'0'» is no SHA-1", installer -> installer.processor("", "join", "{PATCHED}", "'0'")),
                wrong("processor 3-tool made root/beside.txt, outside of the library directory",
                        installer -> installer.processor("", "write {ROOT}/beside.txt x")),
                wrong("no JSON", installer -> installer.entries.put("version.json", "{".getBytes(UTF_8))),
                wrong("has no file «data/none»", installer -> installer.data("X", "/data/none", "")),
                wrong("3-tool: tool-1.0.jar ended with status 1",
                        installer -> installer.processor("", "write {MINECRAFT_JAR} x")));
    }

    private static Arguments wrong(String sentence, Consumer<Installer> change) {
        return Arguments.of(sentence, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongInstallers")
    void saysWhatIsWrongWithAnInstaller(String sentence, Consumer<Installer> change) throws Exception {
        // given
        Installer installer = installer();
        change.accept(installer);

        // when
        Failure failure = failure(with(installer));

        // then
        assertThat(failure.code()).isEqualTo(Failure.Code.UPSTREAM);
        assertThat(failure.message()).contains(sentence);
    }

    @Test
    void takesOnlyLibrariesWithACoordinate() throws Exception {
        // given
        Map<String, Value> with = with(installer());
        with.put("libraries", new Value.ListOf(List.of(house.blob("a.jar", "a"))));

        // when, then
        assertThat(failure(with).code()).isEqualTo(Failure.Code.INTERNAL);
        assertThat(MavenCoordinate.parse(Installer.TOOL).fileName()).isEqualTo("tool-1.0.jar");
    }
}
