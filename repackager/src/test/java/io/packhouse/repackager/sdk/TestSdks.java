package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Made-up Add-on SDKs of every generation: trees with the files that the reference says a build takes from an SDK, and with a
 * few modules of our own. {@code tabs} requires {@code unload} and {@code chrome}; {@code self}, {@code timers} and
 * {@code unused} require nothing.
 */
public final class TestSdks {

    /** A version of each generation, oldest first. */
    public static final List<String> GENERATIONS = List.of("1.0b5", "1.0", "1.4.3", "1.12", "1.14", "1.17");
    /** Every version that some rule begins or ends with. */
    public static final List<String> VERSIONS = List.of("1.0b3", "1.0b4", "1.0b5", "1.0", "1.1", "1.2.1", "1.3", "1.4.3",
            "1.5", "1.6.1", "1.8", "1.9", "1.10", "1.11", "1.12", "1.13.2", "1.14", "1.15", "1.16", "1.17");

    private static final Map<String, List<String>> FIREFOX = Map.ofEntries(Map.entry("1.0b3", List.of("4.0b7", "4.0.*")),
            Map.entry("1.0b4", List.of("4.0b7", "4.0.*")), Map.entry("1.0b5", List.of("4.0b7", "6.0a1")),
            Map.entry("1.0", List.of("4.0b7", "7.0a1")), Map.entry("1.1", List.of("4.0b7", "8.0a1")),
            Map.entry("1.2.1", List.of("7.0", "8.*")), Map.entry("1.3", List.of("8.0", "9.*")),
            Map.entry("1.4.3", List.of("9.0", "10.*")), Map.entry("1.5", List.of("10.0", "11.*")),
            Map.entry("1.6.1", List.of("10.0", "12.0a2")), Map.entry("1.8", List.of("13.0", "14.*")),
            Map.entry("1.9", List.of("14.0", "15.*")), Map.entry("1.10", List.of("15.0", "16.*")),
            Map.entry("1.11", List.of("16.0", "17.*")), Map.entry("1.12", List.of("17.0", "18.*")),
            Map.entry("1.13.2", List.of("18.0", "19.*")), Map.entry("1.14", List.of("19.0", "20.*")),
            Map.entry("1.15", List.of("21.0", "25.0a1")), Map.entry("1.16", List.of("21.0", "29.0a1")),
            Map.entry("1.17", List.of("26.0", "30.0")));

    private TestSdks() {
    }

    /** Writes an SDK to {@code <root>/addon-sdk-<version>}, and answers that directory. */
    public static Path write(Path root, String version) {
        Path directory = root.resolve("addon-sdk-" + version);
        SdkVersion parsed = SdkVersion.of(version);
        if (parsed.fromLine(1, 12)) {
            writeSingle(directory, version);
        } else {
            writePackages(directory, version, parsed);
        }
        return directory;
    }

    /** Writes an SDK below {@code root} and reads it, ready to build with. */
    public static Sdk sdk(Path root, String version) {
        Path directory = write(root, version);
        SdkVersion parsed = SdkVersion.of(version);
        Generation generation = Generation.of(parsed).orElseThrow();
        try {
            return SdkLoader.load(parsed, generation, SdkTree.of(directory, generation));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The range of Firefox versions that the template of a version gives: the lowest and the highest. */
    public static List<String> firefox(String version) {
        return FIREFOX.getOrDefault(version, List.of("4.0", "99.*"));
    }

    private static void writePackages(Path sdk, String version, SdkVersion parsed) {
        Path template = sdk.resolve("python-lib/cuddlefish/app-extension");
        writeTemplate(template, version);
        if (!parsed.fromLine(1, 4)) {
            text(template.resolve("components/harness.js"), "// harness of " + version + "\n");
        }
        Path kit = sdk.resolve("packages/addon-kit");
        text(kit.resolve("package.json"), """
                {"name": "addon-kit", "description": "What add-ons use", "version": "%s", "dependencies": ["api-utils"]}
                """.formatted(version));
        text(kit.resolve("lib/tabs.js"), tabs(version, "unload"));
        text(kit.resolve("lib/self.js"), "exports.id = 'self of " + version + "';\n");
        text(kit.resolve("lib/unused.js"), "exports.unused = true;\n");
        text(kit.resolve("data/test.html"), "<p>only for tests</p>\n");
        text(kit.resolve("docs/tabs.md"), "# tabs\n");
        text(kit.resolve("tests/test-tabs.js"), "require('tabs');\n");
        Path utils = sdk.resolve("packages/api-utils");
        text(utils.resolve("package.json"), """
                {"name": "api-utils", "version": "%s", "loader": "lib/cuddlefish.js"}
                """.formatted(version));
        text(utils.resolve("lib/cuddlefish.js"), loader(version, "timers"));
        text(utils.resolve("lib/unload.js"), "exports.when = function () {};\n");
        text(utils.resolve("lib/timers.js"), "exports.setTimeout = null;\n");
    }

    private static void writeSingle(Path sdk, String version) {
        writeTemplate(sdk.resolve("app-extension"), version);
        text(sdk.resolve("package.json"), """
                {"name": "addon-sdk", "description": "Add-on development made easy.", "version": "%s", "license": "MPL 2.0",
                 "loader": "lib/sdk/loader/cuddlefish.js", "unpack": true}
                """.formatted(version));
        text(sdk.resolve("mapping.json"), """
                {"tabs": "sdk/tabs", "self": "sdk/self", "timers": "sdk/timers", "unload": "sdk/system/unload"}
                """);
        text(sdk.resolve("lib/sdk/tabs.js"), tabs(version, "./system/unload"));
        text(sdk.resolve("lib/sdk/self.js"), "exports.id = 'self of " + version + "';\n");
        text(sdk.resolve("lib/sdk/unused.js"), "exports.unused = true;\n");
        text(sdk.resolve("lib/sdk/timers.js"), "exports.setTimeout = null;\n");
        text(sdk.resolve("lib/sdk/system/unload.js"), "exports.when = function () {};\n");
        text(sdk.resolve("lib/sdk/loader/cuddlefish.js"), loader(version, "../timers"));
        text(sdk.resolve("data/test.html"), "<p>only for tests</p>\n");
        text(sdk.resolve("test/test-tabs.js"), "require('tabs');\n");
    }

    private static String tabs(String version, String unload) {
        return """
                // tabs of %s
                const { Cc } = require("chrome");
                const { when } = require("%s");
                exports.open = function () { when(Cc); };
                """.formatted(version, unload);
    }

    private static String loader(String version, String timers) {
        return """
                // loader of %s
                var Cu = Components.utils;
                var timers = require("%s");
                """.formatted(version, timers);
    }

    private static void writeTemplate(Path template, String version) {
        text(template.resolve("bootstrap.js"), "// bootstrap of " + version + "\n");
        text(template.resolve("application.ini"), "[App]\n");
        SdkVersion parsed = SdkVersion.of(version);
        text(template.resolve("install.rdf"), """
                <?xml version="1.0" encoding="utf-8"?>
                <!-- template of %s -->
                <RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:em="http://www.mozilla.org/2004/em-rdf#">
                  <Description about="urn:mozilla:install-manifest">
                    <em:id>test@example.org</em:id>
                    <em:version>1.0</em:version>
                    <em:type>2</em:type>
                    <em:bootstrap>true</em:bootstrap>
                    <em:unpack>false</em:unpack>
                    <em:targetApplication>
                      <Description>
                        <em:id>{ec8030f7-c20a-464f-9b0e-13a3a9e97384}</em:id>
                        <em:minVersion>%s</em:minVersion>
                        <em:maxVersion>%s</em:maxVersion>
                      </Description>
                    </em:targetApplication>
                    <em:name>Test</em:name>
                    <em:description>Test</em:description>
                    <em:creator/>
                    <em:homepageURL/>
                    %s<em:updateURL/>
                  </Description>
                </RDF>
                """.formatted(version, firefox(version).getFirst(), firefox(version).getLast(),
                parsed.fromLine(1, 4) ? "<em:optionsType/>\n    " : ""));
    }

    private static void text(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
