package io.packhouse.ampkg.manifest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.manifest.PackageManifest.Application;
import io.packhouse.ampkg.yaml.YamlNode;

/** The rules of a manifest in the current format, {@code am-package}. */
final class PackageRules {

    private static final String APPLICATIONS = "applications";
    private static final String INTENTS = "intents";
    private static final Set<String> REQUIRED = Set.of("id", APPLICATIONS);
    private static final Set<String> OPTIONAL = Set.of("icon", "name", "description", "categories", "version", INTENTS);

    private PackageRules() {
    }

    static PackageManifest manifest(YamlNode body) throws PackageException {
        Fields fields = Fields.of(body, REQUIRED, OPTIONAL);
        String id = fields.id("id");
        List<Application> applications = applications(fields);
        Set<String> ids = new HashSet<>();
        for (Application application : applications) {
            if (!ids.add(application.id())) {
                throw new PackageException("two applications have the id '" + application.id() + "'");
            }
        }
        IntentRules.check(fields.items(INTENTS), namesBefore(fields) ? ids : Set.of());
        return new PackageManifest(false, id, fields.file("icon"), fields.locales("name"), fields.locales("description"),
                fields.texts("categories").stream().sorted().toList(), fields.text("version"), applications);
    }

    private static List<Application> applications(Fields fields) throws PackageException {
        var applications = new ArrayList<Application>();
        for (YamlNode node : fields.items(APPLICATIONS)) {
            applications.add(ApplicationRules.application(node));
        }
        if (applications.isEmpty()) {
            throw new PackageException("at least one application must be listed in the field '" + APPLICATIONS + "'");
        }
        return applications;
    }

    /** The original reads from the front to the end: an intent finds only applications that stand before it. */
    private static boolean namesBefore(Fields fields) {
        for (String key : fields.map().fields().keySet()) {
            if (key.equals(APPLICATIONS)) {
                return true;
            }
            if (key.equals(INTENTS)) {
                return false;
            }
        }
        return true;
    }
}
