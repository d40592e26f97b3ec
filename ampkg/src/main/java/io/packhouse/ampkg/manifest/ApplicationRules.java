package io.packhouse.ampkg.manifest;

import java.util.Set;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.manifest.PackageManifest.Application;
import io.packhouse.ampkg.yaml.YamlNode;

/** The rules of an entry of {@code applications}. */
final class ApplicationRules {

    private static final Set<String> REQUIRED = Set.of("id", "code", "runtime");
    private static final Set<String> OPTIONAL = Set.of("icon", "name", "description", "categories", "runtimeParameters",
            "supportsApplicationInterface", "capabilities", "opengl", "watchdog", "applicationProperties", "logging");

    private ApplicationRules() {
    }

    static Application application(YamlNode node) throws PackageException {
        Fields fields = Fields.of(node, REQUIRED, OPTIONAL);
        var application = new Application(fields.id("id"), code(fields), fields.filled("runtime"));
        fields.file("icon");
        fields.locales("name");
        fields.locales("description");
        fields.texts("categories");
        fields.map("watchdog");
        checkCommon(fields);
        return application;
    }

    static String code(Fields fields) throws PackageException {
        fields.filled("code");
        return fields.file("code");
    }

    /** What the old format has too, on its top level. */
    static void checkCommon(Fields fields) throws PackageException {
        fields.map("runtimeParameters");
        fields.checkBool("supportsApplicationInterface");
        fields.texts("capabilities");
        checkOpenGl(fields);
        YamlNode properties = fields.map("applicationProperties");
        if (properties != null) {
            Fields inner = Fields.of(properties, Set.of(), Set.of("private", "protected"));
            inner.map("private");
            inner.map("protected");
        }
        checkLogging(fields);
    }

    private static void checkOpenGl(Fields fields) throws PackageException {
        YamlNode openGl = fields.map("opengl");
        if (openGl != null) {
            Fields.of(openGl, Set.of(), Set.of("desktopProfile", "esMajorVersion", "esMinorVersion"));
        }
    }

    private static void checkLogging(Fields fields) throws PackageException {
        YamlNode logging = fields.map("logging");
        if (logging != null) {
            YamlNode dlt = Fields.of(logging, Set.of(), Set.of("dlt")).map("dlt");
            if (dlt != null) {
                Fields inner = Fields.of(dlt, Set.of(), Set.of("id", "description"));
                inner.text("id");
                inner.text("description");
            }
        }
    }
}
