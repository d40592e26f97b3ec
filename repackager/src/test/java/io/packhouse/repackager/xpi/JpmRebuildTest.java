package io.packhouse.repackager.xpi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.addons.AddonFormat;
import io.packhouse.contracts.addons.RebuildAddon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JpmRebuildTest {

    @TempDir
    Path folder;

    private static TestXpi jpm() {
        return new TestXpi().with("data/", "").with("data/x.html", "<p>x").with("META-INF/mozilla.rsa", "signature")
                .with("index.js", "// index").with("node_modules/dep/package.json", "{\"version\": \"9\"}")
                .with("package.json", """
                        {
                          "name": "greeter",
                          "title": "Greeter",
                          "version": "2.3",
                          "author": {"name": "Ada Example", "email": "ada@example.org"},
                          "engines": {"firefox": ">=38.0a1"}
                        }
                        """).with("install.rdf", TestXpi.rdf("2.3", "")).with("bootstrap.js", "// jpm's own");
    }

    @Test
    void theVersionIsIncrementedInBothFilesAndAllElseStays() {
        Rebuilding rebuilt = Rebuilding.of(folder, jpm(), TestXpi.wanted());

        assertThat(rebuilt.names()).containsExactly("data/", "data/x.html", "index.js", "node_modules/dep/package.json",
                "package.json", "install.rdf", "bootstrap.js");
        assertThat(rebuilt.files().get("package.json")).contains("\"version\": \"2.3.1\"").contains("ada@example.org");
        assertThat(rebuilt.files().get("install.rdf")).isEqualTo(TestXpi.rdf("2.3.1", ""));
        assertThat(rebuilt.files().get("bootstrap.js")).isEqualTo("// jpm's own");
        assertThat(rebuilt.files().get("node_modules/dep/package.json")).isEqualTo("{\"version\": \"9\"}");
        assertThat(rebuilt.result().format()).isEqualTo(AddonFormat.JPM);
        assertThat(rebuilt.result().oldVersion()).isEqualTo("2.3");
        assertThat(rebuilt.result().version()).isEqualTo("2.3.1");
        assertThat(rebuilt.result().id()).isEqualTo(TestXpi.ID);
        assertThat(rebuilt.result().name()).isEqualTo("Greeter");
        assertThat(rebuilt.result().message()).isEqualTo("Exporting extension to greeter.xpi.");
        assertThat(rebuilt.result().warnings()).isEmpty();
        assertThat(rebuilt.bytes()).isEqualTo(Rebuilding.of(folder, jpm(), TestXpi.wanted()).bytes());
    }

    @Test
    void forcedKeysGoToBothFiles() {
        Rebuilding rebuilt = Rebuilding.of(folder, jpm(),
                TestXpi.wanted("3.0-rc_1", Map.of("fullName", "New", "author", "Bo",
                        "url", "https://n.example/", "description", "d", "license", "MIT", "main", "./index.js")));

        assertThat(XpiJson.object("package.json", rebuilt.files().get("package.json"))).isEqualTo(XpiJson.object("expected",
                """
                        {"name": "greeter", "title": "New", "version": "3.0-rc_1", "author": "Bo", "engines": {"firefox": ">=38.0a1"},
                         "homepage": "https://n.example/", "description": "d", "license": "MIT", "main": "./index.js"}"""));
        InstallManifest manifest = InstallManifest
                .read(rebuilt.files().get("install.rdf").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(manifest.version()).isEqualTo("3.0-rc_1");
        assertThat(manifest.name()).isEqualTo("New");
        assertThat(manifest.text("creator")).contains("Bo");
        assertThat(manifest.text("description")).contains("d");
        assertThat(manifest.text("homepageURL")).contains("https://n.example/");
        assertThat(rebuilt.result().name()).isEqualTo("New");
    }

    @Test
    void whatHasNoPlaceIsSaid() {
        RebuildAddon plain = TestXpi.wanted(null, Map.of("lib", "src", "type", "4"));
        RebuildAddon wanted = new RebuildAddon(plain.source(), "", "1.14", null, plain.forced(), List.of("--strip-sdk"),
                null);

        Rebuilding rebuilt = Rebuilding.of(folder, jpm().with("lib/x.so", "ELF"), wanted);

        assertThat(rebuilt.result().warnings()).hasSize(5).anyMatch(w -> w.contains("'sdk_version' is ignored"))
                .anyMatch(w -> w.contains("'options' are ignored")).anyMatch(w -> w.startsWith("'lib' has no place"))
                .anyMatch(w -> w.startsWith("'type' has no place")).anyMatch(w -> w.contains("'lib/x.so'"));
    }

    @Test
    void aMainModuleThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Rebuilding.of(folder, jpm(), TestXpi.wanted(null, Map.of("main", "gone"))))
                .isInstanceOf(FailureException.class).hasMessageContaining("'gone'");
    }
}
