package io.packhouse.envbuilder.repository;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.Template;

/**
 * Which files of an add-on's {@code data/} a recipe can read: those, and those below the directories, that its texts begin with.
 * Others change nothing of what it makes, and so are no part of its digest.
 */
final class DataReferences {

    private static final String DATA = "data/";

    private DataReferences() {
    }

    /** Of {@code data} what {@code recipe} may read. */
    static <T> SortedMap<String, T> of(Recipe recipe, SortedMap<String, T> data) {
        Set<String> beginnings = new TreeSet<>();
        recipe.steps().forEach(step -> collect(step.with(), beginnings));
        recipe.files().forEach(file -> collect(file.from(), beginnings));
        SortedMap<String, T> found = new TreeMap<>();
        data.forEach((path, value) -> {
            if (beginnings.stream().anyMatch(beginning -> beginning.endsWith("/")
                    ? path.startsWith(beginning)
                    : path.equals(beginning) || path.startsWith(beginning + "/"))) {
                found.put(path, value);
            }
        });
        return found;
    }

    private static void collect(JsonNode node, Set<String> beginnings) {
        if (node.isTextual()) {
            collect(Template.parse(node.textValue()), beginnings);
        }
        node.forEach(child -> collect(child, beginnings));
    }

    /** {@code data/tables/${x}.json} may be any file of {@code data/tables/}. */
    private static void collect(Template template, Set<String> beginnings) {
        if (!template.parts().isEmpty() && template.parts().getFirst() instanceof Template.Text plain
                && plain.text().startsWith(DATA)) {
            beginnings.add(template.references().isEmpty()
                    ? plain.text()
                    : plain.text().substring(0, plain.text().lastIndexOf('/') + 1));
        }
    }
}
