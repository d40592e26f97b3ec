package io.packhouse.envbuilder.expressions;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.recipes.Condition;
import io.packhouse.addonscript.recipes.Template;

/**
 * What parts of a recipe look at.
 *
 * @param steps
 *            the ids of the steps
 * @param hasInputs
 *            whether any input is among it
 * @param hasItem
 *            whether the element of a {@code foreach} is among it
 */
public record References(Set<String> steps, boolean hasInputs, boolean hasItem) {

    public References {
        steps = Set.copyOf(steps);
    }

    /** Those of a document with templates in its texts. */
    public static References of(JsonNode node) {
        return ofPaths(texts(node).flatMap(text -> Template.parse(text).references().stream())
                .map(Template.Reference::path));
    }

    /** Those of a template; none for null. */
    public static References of(@Nullable Template template) {
        return ofPaths(
                template == null ? Stream.of() : template.references().stream().map(Template.Reference::path));
    }

    /** Those of a condition; none for null. */
    public static References of(@Nullable Condition condition) {
        return ofPaths(condition == null ? Stream.of() : condition.paths());
    }

    /** These and {@code others}. */
    public References and(References others) {
        Set<String> united = new HashSet<>(steps);
        united.addAll(others.steps);
        return new References(united, hasInputs || others.hasInputs, hasItem || others.hasItem);
    }

    private static References ofPaths(Stream<List<String>> paths) {
        Set<String> steps = new HashSet<>();
        boolean hasInputs = false;
        boolean hasItem = false;
        for (List<String> path : paths.toList()) {
            switch (path.getFirst()) {
                case "steps" -> steps.add(path.get(1));
                case "inputs" -> hasInputs = true;
                default -> hasItem = true;
            }
        }
        return new References(steps, hasInputs, hasItem);
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.textValue())
                : node.valueStream().flatMap(References::texts);
    }
}
