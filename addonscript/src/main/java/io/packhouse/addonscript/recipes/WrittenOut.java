package io.packhouse.addonscript.recipes;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.FileReader;
import io.packhouse.addonscript.documents.Place;

/**
 * What of a recipe's output stands there as it is, without values: that is checked when the recipe is read, and not when somebody asks
 * for the environment.
 */
final class WrittenOut {

    private static final int INSTALL_LIMIT = 64;
    private static final int LIST_LIMIT = 1_000;
    private static final int LATEST_JAVA = 1_000;

    private WrittenOut() {
    }

    /** Notes what is wrong with the install steps of {@code file}. */
    static void checkInstall(Place file) {
        if (!isTemplate(file.node().path("install"))) {
            file.list("install", INSTALL_LIMIT, step -> {
                if (!hasTemplates(step.node())) {
                    FileReader.step(step);
                }
                return step;
            });
        }
    }

    /** Notes what is wrong with a launch patch. */
    static void checkLaunch(Place patch) {
        patch.optional("main_class", Place::text);
        for (String list : List.of("arguments", "jvm_arguments")) {
            if (!isTemplate(patch.node().path(list))) {
                patch.list(list, LIST_LIMIT, each -> each);
            }
        }
        if (patch.has("java_version") && !isTemplate(patch.node().path("java_version"))) {
            patch.at("java_version").integer(1, LATEST_JAVA);
        }
        if (!isTemplate(patch.node().path("replace_jvm_arguments"))) {
            patch.isTrue("replace_jvm_arguments");
        }
    }

    private static boolean isTemplate(JsonNode node) {
        return node.isTextual() && node.textValue().contains("$");
    }

    private static boolean hasTemplates(JsonNode node) {
        if (isTemplate(node)) {
            return true;
        }
        for (JsonNode child : node) {
            if (hasTemplates(child)) {
                return true;
            }
        }
        return false;
    }
}
