package io.packhouse.repackager.sdk;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.FailureException;

import static io.packhouse.repackager.sdk.TestAddons.json;
import static io.packhouse.repackager.sdk.TestAddons.names;
import static io.packhouse.repackager.sdk.TestAddons.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CfxArgumentsTest {

    @TempDir
    private Path root;

    private BuiltXpi build(String version, String... options) throws Exception {
        return CfxBuild.run(TestAddons.greeter(), TestSdks.sdk(root, version), List.of(options));
    }

    @ParameterizedTest
    @CsvSource({"1.0b5, --strip-xpi", "1.3, --strip-xpi", "1.17, --strip-xpi", "1.0, --no-strip-xpi", "1.13.2, --strip-sdk",
            "1.13.2, --force-use-bundled-sdk", "1.2.1, --force-mobile", "1.2.1, --harness-option=a=b",
            "1.14, --templatedir=/"})
    void optionsThatTheSdkDoesNotHave(String version, String option) {
        assertThatThrownBy(() -> build(version, option)).isInstanceOf(FailureException.class)
                .hasMessageContaining("no such option: " + option.replaceFirst("=.*", "")).hasMessageContaining(version);
    }

    @ParameterizedTest
    @CsvSource({"1.14, --harness-option=name=x, existing key 'name'",
            "1.4.3, --harness-option=bootstrap=x, existing key 'bootstrap'",
            "1.14, --harness-option=x, KEY=VALUE", "1.14, --harness-option==x, KEY=VALUE",
            "1.14, '--static-args=[1]', JSON object",
            "1.14, '--static-args={', not JSON", "1.11, --update-link=http://x, must start with 'https'",
            "1.14, '--extra-packages=addon-sdk,gone', package not found: gone (specified as target)",
            "1.15, --force-use-bundled-sdk, isn't bundled"})
    void valuesThatAreRefused(String version, String option, String why) {
        // What is specified is a target, and then required by the own package.
        String reason = why.replace("(specified as target)", "(");
        assertThatThrownBy(() -> build(version, option)).isInstanceOf(FailureException.class).hasMessageContaining(reason);
    }

    @Test
    void strippingTheSdkAndForcingIt() throws Exception {
        assertThat(names(build("1.14", "--strip-sdk"))).contains("resources/addon-sdk/lib/")
                .doesNotContain("resources/addon-sdk/lib/sdk/tabs.js");
        assertThat(json(build("1.14", "--strip-sdk"), "harness-options.json").path("is-sdk-bundled").asBoolean(true))
                .isFalse();
        assertThat(json(build("1.14", "--force-use-bundled-sdk"), "harness-options.json").path("force-use-bundled-sdk")
                .asBoolean()).isTrue();
        assertThatThrownBy(() -> build("1.14", "--strip-sdk", "--force-use-bundled-sdk")).hasMessageContaining("bundled");
    }

    @Test
    void notStripping() throws Exception {
        BuiltXpi built = build("1.17", "--no-strip-xpi");

        assertThat(names(built)).contains("resources/greeter/lib/unused.js", "resources/greeter/tests/test-main.js",
                "resources/addon-sdk/lib/sdk/unused.js", "resources/addon-sdk/data/test.html");
        assertThat(json(built, "harness-options.json").path("is-sdk-bundled").asBoolean()).isTrue();
    }

    @Test
    void strippingDoesNothingInOneOneAndOneTwo() throws Exception {
        assertThat(build("1.2.1", "--strip-xpi").warnings()).anyMatch(warning -> warning.contains("does nothing"));
        assertThat(names(build("1.2.1", "--strip-xpi"))).isEqualTo(names(build("1.2.1")));
    }

    @Test
    void keysAndArgumentsOfTheHarness() throws Exception {
        JsonNode options = json(build("1.14", "--harness-option=builderVersion=2.1=x",
                "--static-args={\"a\": {\"b\": [1, \"é\"]}}"), "harness-options.json");

        assertThat(options.path("builderVersion").asText()).isEqualTo("2.1=x");
        assertThat(options.path("staticArgs").toString()).isEqualTo("{\"a\":{\"b\":[1,\"é\"]}}");
    }

    @Test
    void updates() throws Exception {
        assertThat(text(build("1.14", "--update-url=https://u.example.org/?a=1&b=2"), "install.rdf"))
                .contains("<em:updateURL>https://u.example.org/?a=1&amp;b=2</em:updateURL>");
        assertThat(text(build("1.14"), "install.rdf")).doesNotContain("updateURL");
        assertThat(build("1.14", "--update-link=https://u.example.org/x.xpi").warnings())
                .anyMatch(warning -> warning.contains("update.rdf"));
        assertThat(build("1.10", "--update-link=http://u.example.org/x.xpi").warnings())
                .anyMatch(warning -> warning.contains("update.rdf"));
    }

    @Test
    void mobileIsASecondTargetOfTheSameRange() throws Exception {
        String rdf = text(build("1.14", "--force-mobile"), "install.rdf");

        assertThat(rdf).containsSubsequence("{ec8030f7-c20a-464f-9b0e-13a3a9e97384}", "19.0", "20.*",
                "<em:targetApplication>", "{aa3c5121-dab2-40e2-81ca-7ea25febc110}", "19.0", "20.*");
    }

    @Test
    void extraPackagesArePackedUnrequired() throws Exception {
        assertThat(names(build("1.10", "--extra-packages=addon-kit,menuitems"))).contains("resources/menuitems/lib/");
    }
}
