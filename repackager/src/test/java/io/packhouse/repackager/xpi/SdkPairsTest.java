package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.addon.Addon;
import io.packhouse.repackager.addon.AddonPackage;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.sdk.BuiltXpi;
import io.packhouse.repackager.sdk.CfxBuild;
import io.packhouse.repackager.sdk.Sdk;
import io.packhouse.repackager.sdk.SdkVersion;
import io.packhouse.repackager.sdk.TestAddons;
import io.packhouse.repackager.sdk.TestSdks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * XPIs of every SDK, rebuilt with every SDK: the result is what that SDK builds of the sources, less what the XPI of the old SDK
 * cannot have (reference, section 8), and with the root files that are kept (section 4.5).
 */
class SdkPairsTest {

    @TempDir
    private static Path folder;

    private static final Map<String, Sdk> SDKS = new LinkedHashMap<>();

    @BeforeAll
    static void readSdks() {
        TestSdks.VERSIONS.forEach(version -> SDKS.put(version, TestSdks.sdk(folder, version)));
    }

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#VERSIONS")
    void everySdkRebuildsWhatThisOneBuilt(String old) throws Exception {
        BuiltXpi built = CfxBuild.run(TestAddons.greeter(), SDKS.get(old), List.of());
        TestXpi xpi = new TestXpi();
        for (NewEntry entry : built.entries()) {
            xpi.with(entry.name(), bytes(entry.content()));
        }
        xpi.with("icon16.png", "PNG of the old XPI, at its full length").with("META-INF/mozilla.rsa", "signature");

        for (String version : SDKS.keySet()) {
            Rebuilding rebuilt = rebuild(xpi, version);

            Map<String, String> expected = expected(old, version, xpi);
            assertThat(rebuilt.names()).as("of %s with %s", old, version).containsExactlyElementsOf(expected.keySet());
            expected.forEach((name, text) -> assertThat(rebuilt.files().get(name)).as("%s of %s with %s", name, old, version)
                    .isEqualTo(text));
            assertThat(rebuilt.result().sdkVersion()).isEqualTo(version);
            assertThat(rebuilt.result().version()).isEqualTo("2.3.1");
            assertThat(rebuilt.result().oldVersion()).isEqualTo("2.3");
            assertThat(rebuilt.result().id()).isEqualTo("jid1-AbCdEf@jetpack");
        }
        assertThat(rebuild(xpi, old).bytes()).isEqualTo(rebuild(xpi, old).bytes());
    }

    private static Rebuilding rebuild(TestXpi xpi, String version) {
        RebuildAddon plain = TestXpi.wanted();
        return Rebuilding.of(folder, xpi,
                new RebuildAddon(plain.source(), "", version, null, plain.forced(), List.of(), null), SDKS::get);
    }

    private static byte[] bytes(Content content) throws IOException {
        return content.bytes(1_000_000);
    }

    private static boolean from(String version, String first) {
        return SdkVersion.parse(version).orElseThrow().compareTo(SdkVersion.parse(first).orElseThrow()) >= 0;
    }

    /** What the new SDK builds of what is left in the XPI, and the files that are kept before the last entry. */
    private static Map<String, String> expected(String old, String version, TestXpi xpi) throws IOException {
        List<NewEntry> entries = new ArrayList<>(CfxBuild.run(left(old), SDKS.get(version), List.of()).entries());
        NewEntry options = entries.removeLast();
        Map<String, String> files = new LinkedHashMap<>();
        for (NewEntry entry : entries) {
            files.put(entry.name(), new String(bytes(entry.content()), StandardCharsets.UTF_8));
        }
        boolean copiesChrome = from(version, "1.15");
        new TreeMap<>(xpi.files()).forEach((name, bytes) -> {
            if ((name.indexOf('/') < 0 && !name.equals(options.name()))
                    || (!copiesChrome && name.startsWith("chrome/"))) {
                files.putIfAbsent(name, new String(bytes, StandardCharsets.UTF_8));
            }
        });
        files.put(options.name(), new String(bytes(options.content()), StandardCharsets.UTF_8));
        return files;
    }

    /** The sources, as an XPI of an SDK still has them. */
    private static Addon left(String old) {
        Addon all = TestAddons.greeter();
        ObjectNode json = all.own().json().deepCopy();
        json.put("version", "2.3.1").put("unpack", !from(old, "1.5"));
        json.put("url", json.path("homepage").asText());
        if (from(old, "1.17")) {
            json.set("fullName", json.get("title"));
        }
        json.remove("title");
        removeBefore(json, old, "1.4", "preferences");
        removeBefore(json, old, "1.13", "translators");
        removeBefore(json, old, "1.14", "permissions");
        removeBefore(json, old, "1.16", "preferences-branch");
        SortedMap<String, Content> files = new TreeMap<>(all.own().files());
        files.remove("README.md");
        removeFrom(files, old, "1.1", "lib/unused.js");
        removeFrom(files, old, "1.2", "data/.hidden");
        files.keySet().removeIf(path -> (!from(old, "1.5") && path.startsWith("locale/"))
                || (!from(old, "1.15") && path.startsWith("chrome")));
        if (from(old, "1.1")) {
            // Modules of tests are stripped, their directory is not.
            files.remove("tests/test-main.js");
            files.put("tests/", Content.empty());
        }
        List<AddonPackage> dependencies = new ArrayList<>();
        for (AddonPackage dependency : all.dependencies()) {
            ObjectNode left = dependency.json().deepCopy();
            left.remove("dependencies");
            SortedMap<String, Content> leftFiles = new TreeMap<>(dependency.files());
            removeFrom(leftFiles, old, "1.1", "lib/unused.js");
            // No module of this package requires self, which SDKs before 1.10 wanted for its data.
            if (from(old, "1.1") && !from(old, "1.10")) {
                leftFiles.remove("data/m.txt");
                leftFiles.put("data/", Content.empty());
            }
            dependencies.add(new AddonPackage(left, leftFiles));
        }
        return new Addon(new AddonPackage(json, files), dependencies);
    }

    private static void removeBefore(ObjectNode json, String old, String first, String key) {
        if (!from(old, first)) {
            json.remove(key);
        }
    }

    private static void removeFrom(SortedMap<String, Content> files, String old, String first, String path) {
        if (from(old, first)) {
            files.remove(path);
        }
    }
}
