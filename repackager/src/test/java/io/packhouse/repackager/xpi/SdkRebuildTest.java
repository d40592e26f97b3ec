package io.packhouse.repackager.xpi;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.addons.AddonFormat;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.sdk.Sdk;
import io.packhouse.repackager.sdk.TestSdks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SdkRebuildTest {

    @TempDir
    private static Path folder;

    private static final Map<String, Sdk> SDKS = new HashMap<>();

    @BeforeAll
    static void readSdks() {
        List.of("1.0b5", "1.3", "1.12", "1.14", "1.15").forEach(version -> SDKS.put(version, TestSdks.sdk(folder, version)));
    }

    private static Sdk sdk(@Nullable String version) {
        Sdk found = SDKS.get(version == null ? "1.14" : version);
        if (found == null) {
            throw new Failure(Code.NOT_FOUND, "There is no Add-on SDK " + version).exception();
        }
        return found;
    }

    private static Rebuilding rebuild(TestXpi xpi, @Nullable String sdk, @Nullable String version,
            Map<String, String> forced,
            String... options) {
        RebuildAddon plain = TestXpi.wanted();
        return Rebuilding.of(folder, xpi,
                new RebuildAddon(plain.source(), "", sdk, version, forced, List.of(options), null), SdkRebuildTest::sdk);
    }

    /** Its modules require what the test SDKs have. */
    private static TestXpi nested() {
        return TestXpi.nested().with("resources/greeter/lib/start.js",
                "require('./sub/helper'); require('phrase-book/phrases'); require('self')");
    }

    private static ObjectNode options(Rebuilding rebuilt) {
        return XpiJson.object("harness-options.json", rebuilt.files().get("harness-options.json"));
    }

    private static InstallManifest manifest(Rebuilding rebuilt) {
        return InstallManifest.read(rebuilt.files().get("install.rdf").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theDefaultSdkAndTheNextVersionAreUsedWhereNothingIsWanted() {
        Rebuilding rebuilt = rebuild(nested(), null, null, Map.of());

        assertThat(rebuilt.result().sdkVersion()).isEqualTo("1.14");
        assertThat(rebuilt.result().version()).isEqualTo("2.3.1");
        assertThat(rebuilt.result().oldVersion()).isEqualTo("2.3");
        assertThat(rebuilt.result().name()).isEqualTo("Greeter");
        assertThat(rebuilt.result().format()).isEqualTo(AddonFormat.ADDON_SDK);
        assertThat(rebuilt.result().message()).isEqualTo("Exporting extension to greeter.xpi.");
        assertThat(rebuilt.fileName()).isEqualTo("greeter");
        assertThat(options(rebuilt).path("sdkVersion").asText()).isEqualTo("1.14");
        assertThat(manifest(rebuilt).version()).isEqualTo("2.3.1");
    }

    @Test
    void theSdksVersionIsPutIntoTheForcedOne() {
        assertThat(rebuild(nested(), "1.15", "0.1.sdk.{sdk_version}", Map.of()).result().version())
                .isEqualTo("0.1.sdk.1.15");
        assertThat(rebuild(nested(), null, "0.1.sdk.{sdk_version}", Map.of()).result().version()).isEqualTo("0.1.sdk.1.14");
    }

    @Test
    void forcedKeysReachTheXpi() {
        Rebuilding rebuilt = rebuild(nested(), null, "7",
                Map.of("fullName", "New", "url", "https://n.example/", "description",
                        "d", "author", "a", "license", "l", "lib", "src", "main", "sub/helper"));

        InstallManifest manifest = manifest(rebuilt);
        assertThat(manifest.name()).isEqualTo("New");
        assertThat(manifest.text("homepageURL")).contains("https://n.example/");
        assertThat(manifest.text("description")).contains("d");
        assertThat(manifest.text("creator")).contains("a");
        assertThat(options(rebuilt).path("main").asText()).isEqualTo("sub/helper");
        assertThat(options(rebuilt).path("metadata").path("greeter").path("license").asText()).isEqualTo("l");
        assertThat(rebuilt.files()).containsKey("resources/greeter/lib/sub/helper.js");
        assertThat(rebuilt.result().name()).isEqualTo("New");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0b5", "1.3", "1.14", "1.15"})
    void rootFilesAreKeptAtTheirFullLengthAndPathsWithDocsAreNoTrouble(String sdk) {
        TestXpi xpi = nested().with("license.txt", "x".repeat(70_000)).with("empty.txt", "")
                .with("chrome.manifest", "content x chrome/\n").with("chrome/x.xul", "<x/>");

        Rebuilding rebuilt = rebuild(xpi, sdk, null, Map.of());

        assertThat(rebuilt.files()).containsEntry("icon16.png", "PNG icon 16 that the SDK does not know")
                .containsEntry("icon.png", "PNG icon").containsEntry("icon64.png", "PNG icon 64")
                .containsEntry("license.txt", "x".repeat(70_000)).containsEntry("empty.txt", "")
                .containsEntry("chrome.manifest", "content x chrome/\n").containsEntry("chrome/x.xul", "<x/>");
        assertThat(rebuilt.names()).last().isEqualTo("harness-options.json");
        assertThat(rebuilt.names()).noneMatch(name -> name.startsWith("META-INF")).doesNotHaveDuplicates();
        assertThat(rebuilt.names()).anyMatch(name -> name.endsWith("docs/hello.html"));
    }

    @Test
    void whatTheXpiWasEvidentlyBuiltWithIsKept() {
        TestXpi xpi = nested()
                .changed("install.rdf",
                        rdf -> rdf.replace("<em:name>",
                                """
                                        <em:updateURL>https://u.example/update.rdf</em:updateURL>
                                        <em:targetApplication><Description><em:id>{aa3c5121-dab2-40e2-81ca-7ea25febc110}</em:id>
                                          <em:minVersion>19.0</em:minVersion><em:maxVersion>20.*</em:maxVersion></Description></em:targetApplication>
                                        <em:name>"""))
                .changed("harness-options.json", json -> json.replace("\"staticArgs\": {}", "\"staticArgs\": {\"a\": [1]}"));

        Rebuilding kept = rebuild(xpi, null, null, Map.of());
        Rebuilding overruled = rebuild(xpi, null, null, Map.of(), "--update-url=https://other.example/", "--static-args={}");

        assertThat(manifest(kept).text("updateURL")).contains("https://u.example/update.rdf");
        assertThat(manifest(kept).applications()).contains(InstallManifest.FENNEC).hasSize(2);
        assertThat(options(kept).path("staticArgs").toString()).isEqualTo("{\"a\":[1]}");
        assertThat(manifest(overruled).text("updateURL")).contains("https://other.example/");
        assertThat(options(overruled).path("staticArgs").toString()).isEqualTo("{}");
        // An option that this SDK does not have yet is not made up.
        assertThat(manifest(rebuild(xpi, "1.0b5", null, Map.of())).applications()).hasSize(1);
    }

    @Test
    void aChangedBootstrapAndNativeCodeAreSaid() {
        TestXpi same = nested().with("bootstrap.js", "// bootstrap of 1.14\n");
        TestXpi changed = nested().with("components/x.so", "ELF").with("resources/greeter/data/x.dll", "MZ");
        TestXpi unknown = nested().changed("harness-options.json",
                json -> json.replace("\"sdkVersion\": \"1.14\"", "\"sdkVersion\": \"1.13.2\""));

        assertThat(rebuild(same, "1.12", null, Map.of()).result().warnings()).noneMatch(w -> w.contains("bootstrap.js"));
        assertThat(rebuild(changed, "1.12", null, Map.of()).result().warnings())
                .anyMatch(w -> w.contains("bootstrap.js differs from that of Add-on SDK 1.14"))
                .anyMatch(w -> w.contains("native code: 'components/x.so', 'resources/greeter/data/x.dll'"))
                .anyMatch(w -> w.contains("not taken over") && w.contains("'components/x.so'"));
        assertThat(rebuild(unknown, "1.12", null, Map.of()).result().warnings()).noneMatch(w -> w.contains("bootstrap.js"));
    }

    @Test
    void anSdkThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> rebuild(nested(), "9.9", null, Map.of())).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.NOT_FOUND));
    }

    @Test
    void aModuleThatIsMissingFailsTheBuild() {
        assertThatThrownBy(
                () -> rebuild(nested().with("resources/greeter/lib/start.js", "require('gone')"), "1.12", null, Map.of()))
                .isInstanceOf(FailureException.class).hasMessageContaining("gone");
    }
}
