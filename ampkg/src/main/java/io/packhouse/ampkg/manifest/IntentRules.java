package io.packhouse.ampkg.manifest;

import java.util.List;
import java.util.Set;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlNode;

/** The rules of the entries of {@code intents}; two with the same id are let through, as in the original. */
final class IntentRules {

    private static final Set<String> REQUIRED = Set.of("id");
    private static final Set<String> OPTIONAL = Set.of("visibility", "handlingApplicationId", "requiredCapabilities",
            "parameterMatch", "icon", "name", "description", "categories", "handleOnlyWhenRunning");
    private static final Set<String> VISIBILITIES = Set.of("public", "private");

    private IntentRules() {
    }

    /** Checks the intents of a package whose applications, as far as they are listed before, have these ids. */
    static void check(List<YamlNode> intents, Set<String> applications) throws PackageException {
        for (YamlNode intent : intents) {
            check(Fields.of(intent, REQUIRED, OPTIONAL), applications);
        }
    }

    private static void check(Fields fields, Set<String> applications) throws PackageException {
        String id = fields.id("id");
        String visibility = fields.text("visibility");
        if (fields.map().fields().containsKey("visibility") && !VISIBILITIES.contains(visibility)) {
            throw new PackageException("intent '" + id + "': visibility is public or private, not '" + visibility + "'");
        }
        String handler = fields.text("handlingApplicationId");
        if (handler.isEmpty()) {
            if (applications.size() != 1) {
                throw new PackageException("intent '" + id + "': handlingApplicationId must name one of the applications "
                        + "that are listed before");
            }
        } else if (!applications.contains(handler)) {
            throw new PackageException("intent '" + id + "': handlingApplicationId names '" + handler
                    + "', which is no application that is listed before");
        }
        fields.texts("requiredCapabilities");
        fields.map("parameterMatch");
        fields.file("icon");
        fields.locales("name");
        fields.locales("description");
        fields.texts("categories");
        fields.checkBool("handleOnlyWhenRunning");
    }
}
