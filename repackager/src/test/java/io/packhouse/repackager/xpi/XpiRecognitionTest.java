package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XpiRecognitionTest {

    private static final String MANIFEST = "{\"manifest_version\": 2, \"name\": \"Hello\", \"version\": \"1.2.3\"}";

    @TempDir
    Path folder;

    private XpiRecognition recognize(TestXpi xpi) throws IOException {
        try (var archive = xpi.open(folder)) {
            return XpiRecognition.of(archive);
        }
    }

    @Test
    void harnessOptionsDecideFirst() throws IOException {
        TestXpi all = TestXpi.nested().with("manifest.json", MANIFEST).with("package.json", "{}");

        assertThat(recognize(all)).isInstanceOf(AddonSdkXpi.class);
        assertThat(recognize(TestXpi.flat())).isInstanceOf(AddonSdkXpi.class);
        assertThat(recognize(all.without("harness-options.json"))).isInstanceOf(WebExtensionXpi.class);
        assertThat(recognize(all.without("manifest.json"))).isInstanceOf(JpmXpi.class);
    }

    @Test
    void harnessOptionsAloneAreNoAddon() {
        assertThatThrownBy(() -> recognize(TestXpi.nested().without("install.rdf"))).isInstanceOf(FailureException.class)
                .hasMessageContaining("no install.rdf");
    }

    @ParameterizedTest
    @CsvSource({"2, false, classic XUL", "2, true, neither the Add-on SDK nor jpm", "4, false, theme",
            "8, false, language pack",
            "32, false, several add-ons", "64, true, dictionary", "77, true, unknown em:type '77'"})
    void otherAddonsAreNamed(String type, String bootstrap, String what) {
        String rdf = TestXpi.rdf("1", "").replace("<em:type>2", "<em:type>" + type).replace("<em:bootstrap>true",
                "<em:bootstrap>" + bootstrap);

        assertThatThrownBy(() -> recognize(new TestXpi().with("install.rdf", rdf))).isInstanceOf(FailureException.class)
                .hasMessageContaining(what).hasMessageContaining("can be rebuilt");
    }

    @ParameterizedTest
    @CsvSource({"META-INF/MANIFEST.MF, Java archive", "greeter/install.rdf, folder 'greeter/'",
            "x/manifest.json, folder 'x/'",
            "install.js, XPInstall", "chrome.manifest, without install.rdf", "package.json, sources of a jpm",
            "a.xpi, archive of XPIs",
            "AndroidManifest.xml, Android", "readme.txt, 'readme.txt'", "[Content_Types].xml, document",
            "empty/, without any files"})
    void otherArchivesAreNamed(String file, String what) {
        assertThatThrownBy(() -> recognize(new TestXpi().with(file, file.endsWith("/") ? "" : "x")))
                .isInstanceOf(FailureException.class).hasMessageContaining(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"manifest_version\": 1, \"name\": \"a\", \"version\": \"1\"}",
            "{\"manifest_version\": \"2\", \"name\": \"a\", \"version\": \"1\"}",
            "{\"manifest_version\": 2, \"version\": \"1\"}", "{\"manifest_version\": 2, \"name\": 3, \"version\": \"1\"}",
            "{\"manifest_version\": 2, \"name\": \"a\", \"version\": 1}", "[]", ""})
    void manifestsThatFirefoxDoesNotTakeAreRefused(String json) {
        assertThatThrownBy(() -> recognize(new TestXpi().with("manifest.json", json))).isInstanceOf(FailureException.class)
                .hasMessageContaining("manifest.json");
    }
}
