package io.packhouse.repackager.sdk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.repackager.addon.Addon;
import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;

import static io.packhouse.repackager.sdk.TestAddons.aPackage;
import static io.packhouse.repackager.sdk.TestAddons.json;
import static io.packhouse.repackager.sdk.TestAddons.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What ends a build, and what hostile sources come to. */
class CfxRefusalsTest {

    private static final String SMALL = "{\"name\": \"small\", \"id\": \"small@example.org\"}";

    @TempDir
    private Path root;

    private BuiltXpi build(String version, AddonPackage own, AddonPackage... dependencies) throws Exception {
        return CfxBuild.run(new Addon(own, List.of(dependencies)), TestSdks.sdk(root, version), List.of());
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String version, AddonPackage own, AddonPackage... dependencies) {
        return assertThatThrownBy(() -> build(version, own, dependencies)).isInstanceOf(FailureException.class)
                .matches(e -> ((FailureException) e).failure().code() == Failure.Code.INVALID_REQUEST);
    }

    private static AddonPackage withMain(String text) {
        return aPackage(SMALL, "lib/main.js", text);
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#GENERATIONS")
    void noMainModule(String version) {
        assertRefused(version, aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"main\": \"start\"}", "lib/main.js", ""))
                .hasMessage("unable to find main module 'start.js' in top-level package");
        assertRefused(version, aPackage(SMALL, "lib/start.js", "")).hasMessageContaining("unable to find main module");
    }

    @Test
    void aMainModuleOutsideOfLib() {
        assertRefused("1.14", aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"main\": \"start\"}", "start.js", "",
                "lib/other.js", "")).hasMessageContaining("outside that package's 'lib' directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./lib/start.js", "./lib/start", "lib/start", "start", "start.js", "./start"})
    void aMainModuleByAnyOfItsNames(String main) throws Exception {
        BuiltXpi built = build("1.14", aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"main\": \"" + main + "\"}",
                "lib/start.js", ""));

        assertThat(json(built, "harness-options.json").path("mainPath").asText()).isEqualTo("small/start");
        assertThat(json(built, "harness-options.json").path("main").asText()).isEqualTo(main);
    }

    @ParameterizedTest
    @CsvSource({"1.0, fails", "1.1, fails", "1.2.1, fails", "1.14, fails", "1.16, fails", "1.0b4, warns", "1.0b5, warns",
            "1.17, warns"})
    void aNameThatMeansNothing(String version, String result) throws Exception {
        AddonPackage own = withMain("\nrequire('./sub/nothing');\n");
        String message = "ModuleNotFoundError: unable to satisfy: require(./sub/nothing) from";
        if (result.equals("fails")) {
            assertRefused(version, own).hasMessageContaining(message).hasMessageContaining("small/lib/main.js:2")
                    .hasMessageContaining("Looked for it in:\n  small/lib/sub/nothing.js");
        } else {
            assertThat(build(version, own).warnings()).anyMatch(warning -> warning.contains(message));
        }
    }

    @Test
    void missingDefinitionsAreCalledSo() {
        assertRefused("1.14", withMain("define(['nothing'], f)")).hasMessageContaining("unable to satisfy: define(nothing)");
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#GENERATIONS")
    void namesDoNotLeaveTheirPackage(String version) throws Exception {
        AddonPackage own = aPackage(SMALL, "lib/main.js", "require('../../etc/passwd')", "etc/passwd.js", "");

        if (version.equals("1.0b5")) {
            assertRefused(version, own).hasMessageContaining("too many ..");
        } else {
            assertRefused(version, own)
                    .hasMessageContaining("too many .. in require(../../etc/passwd) from small/lib/main.js");
        }
    }

    @Test
    void dotsInsideOfNamesArePathsAndNotPlaces() throws Exception {
        AddonPackage own = aPackage(SMALL, "lib/main.js", "require('./a/../b/./c')", "lib/b/c.js", "");

        assertThat(names(build("1.14", own))).contains("resources/small/lib/b/c.js");
        assertRefused("1.14", withMain("require('small/../../main')")).hasMessageContaining("ModuleNotFoundError");
    }

    @Test
    void componentsMustBeAskedFor() {
        assertRefused("1.14", aPackage(SMALL, "lib/main.js", "require('./x')", "lib/x.js", "var c =\n Components.classes;"))
                .hasMessageContaining("small/lib/x.js").hasMessageContaining("'Components'")
                .hasMessageContaining("2: Components.classes;").hasMessageContaining("require(\"chrome\")");
    }

    @ParameterizedTest
    @CsvSource({"'', is missing", "Small, upper-case", "a b, invalid character", "a.b, invalid character",
            "../a, invalid character", "ä, invalid character"})
    void namesOfPackages(String name, String why) {
        assertRefused("1.14", aPackage("{\"id\": \"a@b\", \"name\": \"" + name + "\"}", "lib/main.js", ""))
                .hasMessageContaining(why).hasMessageContaining("Current package name: " + name);
    }

    @Test
    void anIdIsNeeded() {
        assertRefused("1.14", aPackage("{\"name\": \"small\"}", "lib/main.js", "")).hasMessageContaining("no id");
    }

    @Test
    void idsMustMakeNamesOfDirectoriesInFlatLayouts() throws Exception {
        AddonPackage own = aPackage("{\"name\": \"small\", \"id\": \"{b5a1ab37-0a3c-4f9a-9c57-1d0b5a6f0a11}\"}",
                "lib/main.js",
                "");

        assertRefused("1.3", own).hasMessageContaining("invalid resource hostname");
        assertThat(build("1.4.3", own).id()).isEqualTo("{b5a1ab37-0a3c-4f9a-9c57-1d0b5a6f0a11}");
    }

    @ParameterizedTest
    @CsvSource({"1.0b3, small, small", "1.0b5, small, small@jetpack", "1.0b5, small@jetpack, small@jetpack",
            "1.0, small, small@jetpack", "1.14, small, small@jetpack", "1.14, a@b, a@b", "1.14, {x}, {x}"})
    void idsAreCompleted(String version, String given, String id) throws Exception {
        AddonPackage own = aPackage("{\"name\": \"small\", \"id\": \"" + given + "\"}", "lib/main.js", "");

        assertThat(build(version, own).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "/etc", "a/../../b", "a\\\\b"})
    void sectionsLieWithinThePackage(String directory) {
        assertRefused("1.14",
                aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"data\": \"" + directory + "\"}", "lib/main.js", ""))
                .hasMessageContaining("must lie within the package");
    }

    @Test
    void sectionsByKeyByDirectoriesAndByConvention() throws Exception {
        BuiltXpi built = build("1.14",
                aPackage("""
                        {"name": "small", "id": "a@b", "lib": "./code/", "directories": {"data": "stuff", "lib": "no"}}
                        """, "code/main.js", "require('./more')", "code/more.js", "", "stuff/x", "x", "test/test-a.js", "",
                        "lib/no.js",
                        ""));

        assertThat(names(built)).contains("resources/small/lib/main.js", "resources/small/lib/more.js",
                "resources/small/data/x", "resources/small/tests/").doesNotContain("resources/small/lib/no.js");
    }

    @Test
    void thePackagesRootMayBeItsLib() throws Exception {
        assertThat(names(build("1.14", aPackage(SMALL, "main.js", "require('./x')", "x.js", "", "data/y", ""))))
                .contains("resources/small/lib/main.js", "resources/small/lib/x.js", "resources/small/data/y");
    }

    @Test
    void aPackageThatIsNotThere() {
        assertRefused("1.14",
                aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"dependencies\": [\"gone\"]}", "lib/main.js", ""))
                .hasMessageContaining("package not found: gone (required by 'small')");
    }

    @Test
    void packagesOfOneName() {
        assertRefused("1.14", withMain(""), aPackage("{\"name\": \"small\"}", "lib/x.js", ""))
                .hasMessageContaining("two packages named small");
        assertRefused("1.14", withMain(""), aPackage("{\"name\": \"addon-sdk\"}", "lib/x.js", ""))
                .hasMessageContaining("the SDK's");
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#GENERATIONS")
    void cyclesAreNoHarm(String version) throws Exception {
        AddonPackage own = aPackage(SMALL, "lib/main.js", "require('./a');", "lib/a.js", "require('./b')", "lib/b.js",
                "require('./a'); require('./main'); require('./b')");

        assertThat(json(build(version, own), "harness-options.json").path("manifest").size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void chainsOfAnyLengthAreNoHarm() throws Exception {
        SortedMap<String, Content> files = new TreeMap<>();
        int length = 20_000;
        for (int i = 0; i < length; i++) {
            files.put("lib/" + (i == 0 ? "main" : "m" + i) + ".js",
                    Content.of(("require('./m" + (i + 1) + "')").getBytes(StandardCharsets.UTF_8)));
        }
        files.put("lib/m" + length + ".js", Content.empty());

        BuiltXpi built = build("1.14", new AddonPackage((ObjectNode) Json.mapper().readTree(SMALL), files));

        assertThat(built.entries()).hasSizeGreaterThan(length);
    }

    private static String aliases(int from, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            text.append("require('./").append("/".repeat(i % 800)).append("./".repeat(i / 800)).append("main');\n");
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0b4", "1.14"})
    void endlessNamesForOneModuleAreRefused(String version) {
        assertThatThrownBy(() -> build(version, withMain(aliases(0, 20_001)))).isInstanceOf(FailureException.class)
                .hasMessageContaining("more than 20000 names");
        assertThatThrownBy(() -> build(version, withMain("require('" + "x".repeat(1001) + "')")))
                .hasMessageContaining("more than 1000 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0b4", "1.14"})
    void endlessNamesOfAllModulesAreRefused(String version) throws Exception {
        SortedMap<String, Content> files = new TreeMap<>();
        int modules = 10;
        for (int i = 0; i < modules; i++) {
            files.put("lib/" + (i == 0 ? "main" : "m" + i) + ".js", Content
                    .of((aliases(0, 10_000) + "require('./m" + (i + 1) % modules + "');").getBytes(StandardCharsets.UTF_8)));
        }
        files.put("lib/m0.js", Content.empty());
        var own = new AddonPackage((ObjectNode) Json.mapper().readTree(SMALL), files);

        assertThatThrownBy(() -> build(version, own)).isInstanceOf(FailureException.class)
                .hasMessageContaining("more than any add-on does");
    }

    @Test
    void warningsHaveAnEnd() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("require('nothing").append(i).append("');\n");
        }

        assertThat(build("1.17", withMain(text.toString())).warnings()).hasSize(101)
                .last().isEqualTo("There are more warnings.");
    }

    @Test
    void deepJsonIsRefused() {
        ObjectNode json = Json.mapper().createObjectNode().put("name", "small").put("id", "a@b");
        ArrayNode inner = json.putArray("keywords");
        for (int i = 0; i < 10_000; i++) {
            inner = inner.addArray();
        }
        var own = new AddonPackage(json, new TreeMap<>());

        assertThatThrownBy(() -> build("1.14", own)).isInstanceOf(FailureException.class)
                .hasMessageContaining("nested more than 64 levels deep");
        assertThatThrownBy(() -> build("1.14", withMain(""), own)).hasMessageContaining("of a dependency");
    }

    @Test
    void deepStaticArgumentsAreRefused() {
        List<String> options = List.of("--static-args=" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));

        assertThatThrownBy(() -> CfxBuild.run(TestAddons.greeter(), TestSdks.sdk(root, "1.14"), options))
                .isInstanceOf(FailureException.class).hasMessageContaining("--static-args");
    }

    @Test
    void filesThatAreLeftOut() throws Exception {
        AddonPackage own = aPackage(SMALL, "lib/main.js", "", "data/.dot", "", "data/.DS_Store", "", "data/x~", "",
                "data/x.swp",
                "", "data/.git/config", "", "data/.svn/x", "", "data/install.rdf", "", "data/application.ini", "",
                "data/.hgignore", "", "data/small.xpi", "", "data/kept", "", "data/.cache/kept", "", "data/empty/", "");
        String data = "resources/small-at-example-dot-org-small-data/";

        assertThat(dataOf(build("1.0", own), data)).containsExactly(".DS_Store", ".cache/kept", ".dot", "kept", "x.swp");
        assertThat(dataOf(build("1.14", own), "resources/small/data/")).containsExactly(".cache/", ".cache/kept", "kept");
    }

    private static List<String> dataOf(BuiltXpi built, String prefix) {
        List<String> data = new ArrayList<>();
        for (String name : names(built)) {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                data.add(name.substring(prefix.length()));
            }
        }
        return data;
    }

    @Test
    void dataIsOnlyPackedWhereSelfIsRequiredBeforeOneTen() throws Exception {
        AddonPackage without = aPackage(SMALL, "lib/main.js", "", "data/x", "x");
        AddonPackage with = aPackage(SMALL, "lib/main.js", "require('self')", "data/x", "x");

        assertThat(names(build("1.9", without))).contains("resources/small/data/").doesNotContain("resources/small/data/x");
        assertThat(names(build("1.9", with))).contains("resources/small/data/x");
        assertThat(names(build("1.10", without))).contains("resources/small/data/x");
    }

    @Test
    void dependenciesThatNothingRequiresAreLeftOutFromOneZeroOn() throws Exception {
        AddonPackage own = aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"dependencies\": [\"spare\"]}", "lib/main.js",
                "");
        AddonPackage spare = aPackage("{\"name\": \"spare\"}", "lib/x.js", "");

        assertThat(names(build("1.0b5", own, spare))).contains("resources/a-spare-lib/x.js");
        BuiltXpi built = build("1.0", own, spare);
        assertThat(names(built)).noneMatch(name -> name.contains("spare"));
        assertThat(built.warnings()).anyMatch(warning -> warning.contains("The package spare is left out"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"title": "T", "type": "bool"}                              | requires a 'name'
            {"name": "n", "type": "bool"}                               | requires a 'title'
            {"name": "n", "title": "T", "type": "button"}               | not a valid inline pref type
            {"name": "n", "title": "T", "type": "control"}              | requires a 'label'
            {"name": "n", "title": "T", "type": "radio"}                | requires a 'options'
            {"name": "n", "title": "T", "type": "radio", "options": [{"label": "l"}]} | requires a 'value'
            """)
    void preferences(String preference, String why) throws Exception {
        AddonPackage own = aPackage("{\"name\": \"small\", \"id\": \"a@b\", \"preferences\": [" + preference + "]}",
                "lib/main.js", "");

        assertRefused("1.4.3", own).hasMessageContaining(why);
        assertThat(build("1.3", own).entries()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nothing, Line 1 is incorrect", "= x, Line 1 is incorrect", "'a = b\\', Unexpected EOF",
            "'a[one] = b', plural form"})
    void localeFiles(String text, String why) {
        AddonPackage own = aPackage(SMALL, "lib/main.js", "", "locale/fr.properties", text);

        assertRefused("1.5", own).hasMessageContaining(why).hasMessageContaining("small/locale/fr.properties");
    }

    @Test
    void anIconThatIsNotThereIsOnlySaid() throws Exception {
        AddonPackage own = aPackage(
                "{\"name\": \"small\", \"id\": \"a@b\", \"icon\": \"gone.png\", \"icon64\": \"./data/i.png\"}",
                "lib/main.js", "", "data/i.png", "i");

        BuiltXpi built = build("1.14", own);

        assertThat(names(built)).contains("icon64.png").doesNotContain("icon.png");
        assertThat(built.warnings()).anyMatch(warning -> warning.contains("gone.png"));
    }
}
