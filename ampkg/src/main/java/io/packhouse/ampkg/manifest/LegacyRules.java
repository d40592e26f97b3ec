package io.packhouse.ampkg.manifest;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.manifest.PackageManifest.Application;
import io.packhouse.ampkg.yaml.YamlNode;

/** The rules of a manifest in the old format, {@code am-application}: one application, its fields on the top level. */
final class LegacyRules {

    private static final Set<String> REQUIRED = Set.of("id", "code", "runtime");
    private static final Set<String> OPTIONAL = Set.of("icon", "name", "categories", "version", "runtimeParameters",
            "supportsApplicationInterface", "capabilities", "opengl", "applicationProperties", "documentUrl", "mimeTypes",
            "logging", "environmentVariables");

    private LegacyRules() {
    }

    static PackageManifest manifest(YamlNode body) throws PackageException {
        Fields fields = Fields.of(body, REQUIRED, OPTIONAL);
        String id = fields.id("id");
        var application = new Application(id, ApplicationRules.code(fields), fields.filled("runtime"));
        ApplicationRules.checkCommon(fields);
        fields.text("documentUrl");
        fields.texts("mimeTypes");
        fields.map("environmentVariables");
        return new PackageManifest(true, id, fields.file("icon"), fields.locales("name"), Map.of(),
                fields.texts("categories").stream().sorted().toList(), fields.text("version"), List.of(application));
    }
}
