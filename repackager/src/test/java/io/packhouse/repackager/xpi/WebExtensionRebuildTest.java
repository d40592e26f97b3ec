package io.packhouse.repackager.xpi;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.addons.AddonFormat;
import io.packhouse.contracts.addons.RebuildAddon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebExtensionRebuildTest {

    private static final String MANIFEST = """
            {
              // who wrote this
              "manifest_version": 2,
              "version": "1.2.3", // the version
              "name": "Hello: World",
              "browser_specific_settings": {"gecko": {"id": "hello@example.org", "strict_min_version": "115.0"}},
              "background": {"scripts": ["bg.js"]}
            }
            """;

    @TempDir
    Path folder;

    private static TestXpi webExtension() {
        return new TestXpi().with("META-INF/cose.sig", "signature").with("_locales/en/messages.json", "{}")
                .with("bg.js", "// background").with("manifest.json", MANIFEST).with("Meta-Inf/manifest.mf", "x")
                .without("Meta-Inf/manifest.mf").with("icons/x.png", "PNG");
    }

    @Test
    void onlyTheVersionChanges() {
        Rebuilding rebuilt = Rebuilding.of(folder, webExtension(), TestXpi.wanted());

        assertThat(rebuilt.names()).containsExactly("_locales/en/messages.json", "bg.js", "manifest.json", "icons/x.png");
        assertThat(rebuilt.files().get("manifest.json")).isEqualTo(MANIFEST.replace("1.2.3", "1.2.4"));
        assertThat(rebuilt.files().get("bg.js")).isEqualTo("// background");
        assertThat(rebuilt.result().format()).isEqualTo(AddonFormat.WEBEXTENSION);
        assertThat(rebuilt.result().id()).isEqualTo("hello@example.org");
        assertThat(rebuilt.result().version()).isEqualTo("1.2.4");
        assertThat(rebuilt.fileName()).isEqualTo("hello_world-1.2.4");
        assertThat(rebuilt.result().warnings()).isEmpty();
        assertThat(rebuilt.bytes()).isEqualTo(Rebuilding.of(folder, webExtension(), TestXpi.wanted()).bytes());
    }

    @Test
    void forcedKeysGoToTheManifest() {
        TestXpi xpi = webExtension().changed("manifest.json",
                json -> json.replace("\"background\"", "\"developer\": {\"name\": \"Old\"}, \"background\""));
        RebuildAddon plain = TestXpi.wanted("20.0", Map.of("fullName", "New", "author", "Bo", "url", "https://n.example/",
                "description", "d", "license", "MIT", "main", "x"));
        RebuildAddon wanted = new RebuildAddon(plain.source(), "", "1.14", "20.0", plain.forced(), List.of("--strip-sdk"),
                null);

        Rebuilding rebuilt = Rebuilding.of(folder, xpi, wanted);

        assertThat(XpiJson.commented("manifest.json", rebuilt.files().get("manifest.json")))
                .isEqualTo(XpiJson.object("expected", """
                        {"manifest_version": 2, "version": "20.0", "name": "New",
                         "browser_specific_settings": {"gecko": {"id": "hello@example.org", "strict_min_version": "115.0"}},
                         "developer": {"name": "Bo"}, "background": {"scripts": ["bg.js"]}, "author": "Bo",
                         "homepage_url": "https://n.example/", "description": "d"}"""));
        assertThat(rebuilt.result().warnings()).hasSize(4).anyMatch(w -> w.contains("'sdk_version'"))
                .anyMatch(w -> w.contains("'options'")).anyMatch(w -> w.contains("'license'"))
                .anyMatch(w -> w.contains("'main'"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0.1", "1.2, 1.2.1", "1.2.3.9, 1.2.3.10"})
    void theNextVersionIsTheReferences(String old, String next) {
        TestXpi xpi = webExtension().changed("manifest.json", json -> json.replace("1.2.3", old));

        assertThat(Rebuilding.of(folder, xpi, TestXpi.wanted()).result().version()).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3pre", "1.2.3.4.5", "1.2.3.999999999", "beta"})
    void aNextVersionThatFirefoxDoesNotTakeIsRefused(String old) {
        TestXpi xpi = webExtension().changed("manifest.json", json -> json.replace("1.2.3", old));

        assertThatThrownBy(() -> Rebuilding.of(folder, xpi, TestXpi.wanted())).isInstanceOf(FailureException.class)
                .hasMessageContaining("one to four integers");
        assertThat(Rebuilding.of(folder, xpi, TestXpi.wanted("7", Map.of())).result().version()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0b5", "1.2.{sdk_version}", "1-2"})
    void aForcedVersionThatFirefoxDoesNotTakeIsRefused(String wanted) {
        assertThatThrownBy(() -> Rebuilding.of(folder, webExtension(), TestXpi.wanted(wanted, Map.of())))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void anInstallRdfBesidesGetsTheSame() {
        TestXpi xpi = webExtension().with("install.rdf", TestXpi.rdf("1.2.3", ""));

        Rebuilding rebuilt = Rebuilding.of(folder, xpi, TestXpi.wanted(null, Map.of("author", "Bo")));

        assertThat(rebuilt.files().get("install.rdf"))
                .isEqualTo(TestXpi.rdf("1.2.4", "").replace("Ada Example", "Bo"));
    }

    @Test
    void anOldSignatureIsLeftOut() {
        TestXpi xpi = webExtension().with("META-INF/mozilla.rsa", "old").with("META-INF/manifest.mf", "old");

        assertThat(Rebuilding.of(folder, xpi, TestXpi.wanted()).names()).hasSize(4)
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("meta-inf"));
    }
}
