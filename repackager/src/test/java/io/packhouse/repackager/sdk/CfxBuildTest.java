package io.packhouse.repackager.sdk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import io.packhouse.repackager.archive.NewEntry;

class CfxBuildTest {

    @TempDir
    private Path root;

    @ParameterizedTest
    @FieldSource("io.packhouse.repackager.sdk.TestSdks#VERSIONS")
    void buildsWithEveryVersion(String version) throws Exception {
        Sdk sdk = TestSdks.sdk(root, version);

        BuiltXpi built = CfxBuild.run(TestAddons.greeter(), sdk, List.of());

        System.out.println("=== " + version + " " + built.message() + built.warnings());
        for (NewEntry e : built.entries()) {
            System.out.println(e.name() + " " + e.content().size());
        }
        for (NewEntry e : built.entries()) {
            if (List.of("install.rdf", "harness-options.json", "options.xul", "defaults/preferences/prefs.js", "locale/fr.json", "locales.json").contains(e.name())) {
                System.out.println(new String(e.content().bytes(100000), StandardCharsets.UTF_8));
            }
        }
    }
}
