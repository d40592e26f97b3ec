package io.packhouse.repackager.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.repackager.addon.Addon;
import io.packhouse.repackager.archive.Copies;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiWriter;

import static io.packhouse.repackager.sdk.TestAddons.entry;
import static io.packhouse.repackager.sdk.TestAddons.json;
import static io.packhouse.repackager.sdk.TestAddons.names;
import static io.packhouse.repackager.sdk.TestAddons.text;
import static org.assertj.core.api.Assertions.assertThat;

/** What is in an XPI of each generation, entry by entry, against the reference's section 8. */
class CfxBuildTest {

    @TempDir
    private Path root;

    private BuiltXpi build(String version, String... options) throws Exception {
        return CfxBuild.run(TestAddons.greeter(), TestSdks.sdk(root, version), List.of(options));
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void beforeOneZeroEverythingIsPackedUnderTheIdsFirstPart() throws Exception {
        BuiltXpi built = build("1.0b5");

        assertThat(names(built)).containsExactly("install.rdf", "icon.png", "icon64.png", "bootstrap.js",
                "components/harness.js", "resources/jid1-abcdef-greeter-tests/",
                "resources/jid1-abcdef-greeter-tests/test-main.js", "resources/jid1-abcdef-addon-kit-lib/",
                "resources/jid1-abcdef-addon-kit-lib/self.js", "resources/jid1-abcdef-addon-kit-lib/tabs.js",
                "resources/jid1-abcdef-addon-kit-lib/unused.js", "resources/jid1-abcdef-addon-kit-data/",
                "resources/jid1-abcdef-addon-kit-data/test.html", "resources/jid1-abcdef-api-utils-lib/",
                "resources/jid1-abcdef-api-utils-lib/cuddlefish.js", "resources/jid1-abcdef-api-utils-lib/timers.js",
                "resources/jid1-abcdef-api-utils-lib/unload.js", "resources/jid1-abcdef-greeter-lib/",
                "resources/jid1-abcdef-greeter-lib/main.js", "resources/jid1-abcdef-greeter-lib/other.js",
                "resources/jid1-abcdef-greeter-lib/sub/helper.js", "resources/jid1-abcdef-greeter-lib/unused.js",
                "resources/jid1-abcdef-greeter-data/", "resources/jid1-abcdef-greeter-data/.hidden",
                "resources/jid1-abcdef-greeter-data/img/logo.png", "resources/jid1-abcdef-greeter-data/page.html",
                "resources/jid1-abcdef-menuitems-lib/", "resources/jid1-abcdef-menuitems-lib/items.js",
                "resources/jid1-abcdef-menuitems-lib/unused.js", "resources/jid1-abcdef-menuitems-data/",
                "resources/jid1-abcdef-menuitems-data/m.txt", "harness-options.json");
    }

    @Test
    void theFlatLayoutSortedAndStripped() throws Exception {
        String prefix = "resources/jid1-abcdef-at-jetpack-";

        assertThat(names(build("1.3"))).containsExactly("install.rdf", "icon.png", "icon64.png", "bootstrap.js",
                "components/",
                "components/harness.js", "resources/", prefix + "addon-kit-data/", prefix + "addon-kit-lib/",
                prefix + "addon-kit-lib/tabs.js", prefix + "api-utils-lib/", prefix + "api-utils-lib/cuddlefish.js",
                prefix + "api-utils-lib/timers.js", prefix + "api-utils-lib/unload.js", prefix + "greeter-data/",
                prefix + "greeter-data/img/", prefix + "greeter-data/img/logo.png", prefix + "greeter-data/page.html",
                prefix + "greeter-lib/", prefix + "greeter-lib/main.js", prefix + "greeter-lib/other.js",
                prefix + "greeter-lib/sub/", prefix + "greeter-lib/sub/helper.js", prefix + "greeter-tests/",
                prefix + "menuitems-data/", prefix + "menuitems-lib/", prefix + "menuitems-lib/items.js",
                "harness-options.json");
    }

    @Test
    void oneZeroStripsOnlyWhenAsked() throws Exception {
        String unused = "resources/jid1-abcdef-at-jetpack-greeter-lib/unused.js";

        assertThat(names(build("1.0"))).contains(unused).contains("resources/jid1-abcdef-at-jetpack-addon-kit-lib/unused.js")
                .contains("resources/jid1-abcdef-at-jetpack-greeter-tests/test-main.js");
        assertThat(names(build("1.0", "--strip-xpi"))).doesNotContain(unused)
                .contains("resources/jid1-abcdef-at-jetpack-greeter-lib/other.js");
    }

    @Test
    void theNestedLayout() throws Exception {
        assertThat(names(build("1.5"))).containsExactly("install.rdf", "icon.png", "icon64.png", "options.xul",
                "defaults/preferences/prefs.js", "locale/", "locale/en-US.json", "locale/fr.json", "locales.json",
                "bootstrap.js", "resources/", "resources/addon-kit/", "resources/addon-kit/data/",
                "resources/addon-kit/lib/",
                "resources/addon-kit/lib/tabs.js", "resources/api-utils/", "resources/api-utils/lib/",
                "resources/api-utils/lib/cuddlefish.js", "resources/api-utils/lib/timers.js",
                "resources/api-utils/lib/unload.js", "resources/greeter/", "resources/greeter/data/",
                "resources/greeter/data/img/", "resources/greeter/data/img/logo.png", "resources/greeter/data/page.html",
                "resources/greeter/lib/", "resources/greeter/lib/main.js", "resources/greeter/lib/other.js",
                "resources/greeter/lib/sub/", "resources/greeter/lib/sub/helper.js", "resources/greeter/tests/",
                "resources/menuitems/", "resources/menuitems/data/", "resources/menuitems/lib/",
                "resources/menuitems/lib/items.js", "harness-options.json");
    }

    @Test
    void oneFourHasNoLocalesYet() throws Exception {
        assertThat(names(build("1.4.3"))).startsWith("install.rdf", "icon.png", "icon64.png", "options.xul",
                "defaults/preferences/prefs.js", "bootstrap.js", "resources/");
    }

    @Test
    void bundledInOneFourteen() throws Exception {
        assertThat(names(build("1.14"))).contains("resources/addon-sdk/lib/sdk/tabs.js",
                "resources/addon-sdk/lib/sdk/system/unload.js", "resources/addon-sdk/lib/sdk/loader/cuddlefish.js",
                "resources/menuitems/data/m.txt").doesNotContain("resources/addon-sdk/lib/sdk/unused.js",
                        "resources/addon-sdk/data/test.html", "chrome.manifest");
    }

    @Test
    void notBundledFromOneFifteenOnAndWithChrome() throws Exception {
        assertThat(names(build("1.15"))).containsExactly("install.rdf", "icon.png", "icon64.png", "options.xul",
                "defaults/preferences/prefs.js", "locale/", "locale/en-US.json", "locale/fr.json", "locales.json",
                "bootstrap.js", "chrome/", "chrome.manifest", "chrome/content/", "chrome/content/x.xul", "resources/",
                "resources/addon-sdk/", "resources/addon-sdk/data/", "resources/addon-sdk/lib/", "resources/greeter/",
                "resources/greeter/data/", "resources/greeter/data/img/", "resources/greeter/data/img/logo.png",
                "resources/greeter/data/page.html", "resources/greeter/lib/", "resources/greeter/lib/main.js",
                "resources/greeter/lib/other.js", "resources/greeter/lib/sub/", "resources/greeter/lib/sub/helper.js",
                "resources/greeter/tests/", "resources/menuitems/", "resources/menuitems/data/",
                "resources/menuitems/data/m.txt", "resources/menuitems/lib/", "resources/menuitems/lib/items.js",
                "harness-options.json");
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#VERSIONS")
    void theSameSourcesMakeTheSameBytes(String version) throws Exception {
        var first = new ByteArrayOutputStream();
        var second = new ByteArrayOutputStream();

        XpiWriter.write(first, build(version).entries(), Copies.CHECKED);
        XpiWriter.write(second, build(version).entries(), Copies.CHECKED);

        assertThat(first.toByteArray()).isEqualTo(second.toByteArray()).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#VERSIONS")
    void everyFileIsTheOneThatCameIn(String version) throws Exception {
        Addon addon = TestAddons.greeter();

        BuiltXpi built = CfxBuild.run(addon, TestSdks.sdk(root, version), List.of());

        NewEntry main = built.entries().stream().filter(e -> e.name().endsWith("main.js") && e.name().contains("lib"))
                .findFirst().orElseThrow();
        assertThat(main.content()).isSameAs(addon.own().files().get("lib/main.js"));
        assertThat(entry(built, "icon.png").content()).isSameAs(addon.own().files().get("icon.png"));
        assertThat(text(built, "bootstrap.js")).isEqualTo("// bootstrap of " + version + "\n");
        assertThat(names(built)).startsWith("install.rdf").endsWith("harness-options.json").doesNotHaveDuplicates();
        assertThat(built.name()).isEqualTo("greeter");
        assertThat(built.id()).isEqualTo("jid1-AbCdEf@jetpack");
        assertThat(built.version()).isEqualTo("2.3");
        assertThat(built.message()).isEqualTo("Exporting extension to greeter.xpi.");
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#VERSIONS")
    void eachModulesDigestIsThatOfItsEntry(String version) throws Exception {
        BuiltXpi built = build(version);
        Map<String, String> files = new TreeMap<>();
        for (NewEntry file : built.entries()) {
            files.put(file.name(), Digest.sha256(file.content()));
        }

        JsonNode manifest = json(built, "harness-options.json").path("manifest");

        assertThat(manifest).isNotEmpty();
        for (Map.Entry<String, JsonNode> module : manifest.properties()) {
            String digest = module.getValue().path(module.getValue().has("hash") ? "hash" : "jsSHA256").asText();
            assertThat(files).as(module.getKey()).containsEntry(file(module.getKey(), module.getValue()), digest);
        }
    }

    /** Where the module of a key lies. */
    private static String file(String key, JsonNode module) {
        if (key.startsWith("resource://")) {
            return "resources/" + key.substring("resource://".length());
        }
        if (key.endsWith(".js")) {
            return "resources/" + key;
        }
        return "resources/" + module.path("packageName").asText() + "/" + module.path("sectionName").asText() + "/"
                + module.path("moduleName").asText() + ".js";
    }

    @Test
    void theKeysOfTheHarnessOptionsOfEachGeneration() throws Exception {
        List<String> common = List.of("bootstrap", "bundleID", "enable_e10s", "jetpackID", "loader", "main", "manifest",
                "metadata", "name", "packageData", "resourcePackages", "resources", "rootPaths", "sdkVersion", "staticArgs");

        assertThat(keys(json(build("1.0b5"), "harness-options.json"))).containsExactlyInAnyOrderElementsOf(with(common,
                "verbose"));
        assertThat(keys(json(build("1.0"), "harness-options.json"))).containsExactlyInAnyOrderElementsOf(with(common,
                "uriPrefix", "verbose"));
        assertThat(keys(json(build("1.4.3"), "harness-options.json"))).containsExactly("allTestModules", "bootstrap",
                "enable_e10s", "jetpackID", "loader", "main", "mainPath", "manifest", "metadata", "name", "preferences",
                "sdkVersion", "staticArgs", "unique_prefix", "verbose");
        assertThat(keys(json(build("1.12"), "harness-options.json"))).containsExactly("allTestModules", "enable_e10s",
                "jetpackID", "loader", "main", "mainPath", "manifest", "metadata", "name", "preferences", "sdkVersion",
                "staticArgs", "verbose");
        assertThat(keys(json(build("1.14"), "harness-options.json"))).containsExactly("enable_e10s", "is-sdk-bundled",
                "jetpackID", "loader", "main", "mainPath", "manifest", "metadata", "name", "preferences", "sdkVersion",
                "staticArgs", "verbose");
        assertThat(keys(json(build("1.17"), "harness-options.json"))).containsExactly("enable_e10s", "is-sdk-bundled",
                "jetpackID", "loader", "main", "mainPath", "manifest", "metadata", "name", "preferences",
                "preferencesBranch", "sdkVersion", "staticArgs", "verbose");
    }

    private static List<String> with(List<String> keys, String... more) {
        List<String> all = new ArrayList<>(keys);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void theOldManifestListsEveryModuleWithItsUrl() throws Exception {
        JsonNode options = json(build("1.0b4"), "harness-options.json");

        JsonNode manifest = options.path("manifest");
        JsonNode main = manifest.path("resource://jid1-abcdef-greeter-lib/main.js");
        assertThat(keys(manifest)).contains("resource://jid1-abcdef-greeter-lib/unused.js",
                "resource://jid1-abcdef-greeter-tests/test-main.js", "resource://jid1-abcdef-addon-kit-lib/unused.js");
        assertThat(keys(main)).containsExactly("chrome", "e10s-adapter", "hash", "name", "packageName", "requires",
                "sectionName", "zipname");
        assertThat(main.path("zipname").asText()).isEqualTo("resources/jid1-abcdef-greeter-lib/main.js");
        assertThat(main.at("/requires/.~1sub~1helper/url").asText())
                .isEqualTo("resource://jid1-abcdef-greeter-lib/sub/helper.js");
        assertThat(manifest.at("/resource:~1~1jid1-abcdef-addon-kit-lib~1tabs.js/chrome").asBoolean()).isTrue();
        assertThat(options.path("jetpackID").asText()).isEqualTo("jid1-AbCdEf");
        assertThat(options.path("bundleID").asText()).isEqualTo("jid1-AbCdEf@jetpack");
    }

    @Test
    void theFlatManifestNamesModulesByUri() throws Exception {
        JsonNode options = json(build("1.0"), "harness-options.json");

        JsonNode main = options.path("manifest").path("resource://jid1-abcdef-at-jetpack-greeter-lib/main.js");
        assertThat(keys(main)).containsExactly("docsSHA256", "jsSHA256", "moduleName", "packageName", "requirements",
                "sectionName");
        assertThat(main.at("/requirements/.~1sub~1helper/uri").asText())
                .isEqualTo("resource://jid1-abcdef-at-jetpack-greeter-lib/sub/helper.js");
        assertThat(keys(main.at("/requirements/self"))).containsExactly("dataURIPrefix", "mapName", "mapSHA256");
        assertThat(main.at("/requirements/self/dataURIPrefix").asText())
                .isEqualTo("resource://jid1-abcdef-at-jetpack-greeter-data/");
        JsonNode tabs = options.path("manifest").path("resource://jid1-abcdef-at-jetpack-addon-kit-lib/tabs.js");
        assertThat(tabs.at("/requirements/chrome")).isEmpty();
        assertThat(tabs.path("docsSHA256").asText()).isEqualTo(Digest.sha256("# tabs\n"));
        assertThat(options.path("loader").asText())
                .isEqualTo("resource://jid1-abcdef-at-jetpack-api-utils-lib/cuddlefish.js");
        assertThat(options.path("uriPrefix").asText()).isEqualTo("resource://jid1-abcdef-at-jetpack-");
        assertThat(options.at("/resources/jid1-abcdef-at-jetpack-greeter-lib").toString())
                .isEqualTo("[\"resources\",\"jid1-abcdef-at-jetpack-greeter-lib\"]");
        assertThat(options.at("/packageData/greeter").asText())
                .isEqualTo("resource://jid1-abcdef-at-jetpack-greeter-data/");
        assertThat(options.at("/rootPaths/0").asText()).isEqualTo("resource://jid1-abcdef-at-jetpack-menuitems-lib/");
        assertThat(options.at("/bootstrap/contractID").asText())
                .isEqualTo("@mozilla.org/harness-service;1?id=jid1-AbCdEf@jetpack");
        assertThat(options.at("/bootstrap/classID").asText())
                .matches("\\{[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}}");
    }

    @Test
    void theNestedManifestNamesModulesByPath() throws Exception {
        JsonNode options = json(build("1.10"), "harness-options.json");

        JsonNode main = options.at("/manifest/greeter~1lib~1main.js");
        assertThat(options.path("mainPath").asText()).isEqualTo("greeter/lib/main.js");
        assertThat(options.path("loader").asText()).isEqualTo("api-utils/lib/cuddlefish.js");
        assertThat(main.at("/requirements/tabs/path").asText()).isEqualTo("addon-kit/lib/tabs.js");
        assertThat(main.at("/requirements/self/path").asText()).isEqualTo("addon-kit/lib/self.js");
        assertThat(main.at("/requirements/menuitems~1items/path").asText()).isEqualTo("menuitems/lib/items.js");
        assertThat(options.at("/manifest/addon-kit~1lib~1tabs.js/requirements/chrome/path").asText()).isEqualTo("chrome");
    }

    @Test
    void selfCarriesDataUntilOneEight() throws Exception {
        String self = "/manifest/greeter~1lib~1main.js/requirements/self";

        assertThat(json(build("1.8"), "harness-options.json").at(self).has("mapSHA256")).isTrue();
        assertThat(json(build("1.9"), "harness-options.json").at(self).has("mapSHA256")).isFalse();
    }

    @Test
    void shortNamesFollowTheMapping() throws Exception {
        JsonNode options = json(build("1.13.2"), "harness-options.json");

        assertThat(options.at("/manifest/greeter~1lib~1main.js/requirements/tabs/path").asText())
                .isEqualTo("addon-sdk/lib/sdk/tabs.js");
        assertThat(options.path("loader").asText()).isEqualTo("addon-sdk/lib/sdk/loader/cuddlefish.js");
    }

    @Test
    void theShortManifestHasNoModulesOfTheSdk() throws Exception {
        JsonNode options = json(build("1.14"), "harness-options.json");

        assertThat(keys(options.path("manifest"))).containsExactly("greeter/main", "greeter/other", "greeter/sub/helper",
                "menuitems/items");
        assertThat(options.at("/manifest/greeter~1main/requirements").toString()).isEqualTo(
                "{\"./sub/helper\":\"greeter/sub/helper\",\"menuitems/items\":\"menuitems/items\",\"self\":\"sdk/self\","
                        + "\"tabs\":\"sdk/tabs\"}");
        assertThat(options.path("mainPath").asText()).isEqualTo("greeter/main");
        assertThat(options.path("is-sdk-bundled").asBoolean()).isTrue();
        assertThat(json(build("1.15"), "harness-options.json").path("is-sdk-bundled").asBoolean(true)).isFalse();
    }

    @Test
    void metadataOfEachVersion() throws Exception {
        assertThat(keys(json(build("1.0b5"), "harness-options.json").at("/metadata/greeter"))).containsExactly("author",
                "contributors", "description", "keywords", "license", "name", "url", "version");
        assertThat(keys(json(build("1.12"), "harness-options.json").at("/metadata/greeter"))).containsExactly("author",
                "contributors", "description", "homepage", "keywords", "license", "main", "name", "version");
        assertThat(keys(json(build("1.14"), "harness-options.json").at("/metadata/greeter"))).containsExactly("author",
                "contributors", "description", "homepage", "keywords", "license", "main", "name", "permissions",
                "translators", "version");
        assertThat(keys(json(build("1.14"), "harness-options.json").path("metadata"))).containsExactly("addon-sdk",
                "greeter",
                "menuitems");
    }

    @Test
    void preferencesHaveABranchOfTheirOwnFromOneSixteenOn() throws Exception {
        assertThat(text(build("1.15"), "defaults/preferences/prefs.js")).isEqualTo("""
                pref("extensions.jid1-AbCdEf@jetpack.loud", true);
                pref("extensions.jid1-AbCdEf@jetpack.count", 3);
                pref("extensions.jid1-AbCdEf@jetpack.who", "the \\"world\\"");
                """);
        assertThat(text(build("1.16"), "defaults/preferences/prefs.js"))
                .startsWith("pref(\"extensions.greeting.loud\", true)");
        assertThat(json(build("1.16"), "harness-options.json").path("preferencesBranch").asText()).isEqualTo("greeting");
    }

    @Test
    void localesOfTheAddon() throws Exception {
        BuiltXpi built = build("1.14");

        assertThat(text(built, "locales.json")).isEqualTo("{\"locales\": [\"en-US\", \"fr\"]}\n");
        assertThat(text(built, "locale/fr.json")).isEqualTo("""
                {
                 "hello": "bonjour é",
                 "items": {
                  "one": "article",
                  "other": "articles"
                 }
                }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "1.4.1", "1.4.2", "1.13", "1.13.1", "1.14rc1"})
    void aWithdrawnSdkBuildsWithAWarning(String version) throws Exception {
        assertThat(build(version).warnings()).anyMatch(warning -> warning.contains("SDK " + version + " was withdrawn"));
    }

    @Test
    void whatIsLeftOutIsSaid() throws Exception {
        assertThat(build("1.14").warnings()).containsExactly(
                "1 module(s) of the add-on are left out, because nothing requires them: lib/unused.js");
        assertThat(build("1.0").warnings()).isEmpty();
        assertThat(build("1.15").warnings()).anyMatch(warning -> warning.contains("require(tabs)")
                && warning.contains("sdk/tabs"));
    }
}
