package io.packhouse.envbuilder.expressions;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.recipes.Condition;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.Template;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.VersionRange;

/**
 * The values of a scope as conditions look at them.
 *
 * @param allInputs
 *            the inputs of every side that is built
 */
public record Conditions(Scope scope, Recipe recipe, Collection<? extends Map<String, String>> allInputs)
        implements
            Condition.Scope {

    public Conditions {
        allInputs = List.copyOf(allInputs);
    }

    @Override
    public boolean has(List<String> path) {
        return scope.find(path).isPresent();
    }

    @Override
    public String fill(Template template) {
        return new Expressions(scope).text(template);
    }

    /** Versions of an input are compared by the rules of its add-on, all others by those for any. */
    @Override
    public boolean isIn(Template template, VersionRange range) {
        String text = fill(template);
        return AddonVersion.isVersion(text) && range.contains(addon(template).map(addon -> addon.version(text))
                .orElseGet(() -> AddonVersion.of(text)));
    }

    private Optional<AddonId> addon(Template template) {
        return template.references().stream().findFirst().map(Template.Reference::path)
                .filter(path -> path.size() > 1 && path.getFirst().equals("inputs"))
                .map(path -> recipe.inputs().get(path.get(1))).map(Recipe.Input::addon);
    }

    @Override
    public boolean isSameOnBothSides(List<String> path) {
        Set<Optional<String>> versions = new HashSet<>();
        allInputs.forEach(inputs -> versions.add(Optional.ofNullable(inputs.get(path.get(1)))));
        return versions.size() <= 1;
    }
}
