package io.packhouse.addonscript.recipes;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.documents.Refusal;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.relations.AdmittedSide;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.VersionRange;

/**
 * What a recipe takes of an admitted request: the versions of its inputs on each side, and nothing else. Two requests with the
 * same inputs get the same environment, so these are a part of its key.
 */
public record RecipeInputs(Map<Side, SortedMap<String, AddonVersion>> sides) {

    /**
     * The inputs of {@code recipe}.
     *
     * @throws RefusedException
     *             with every required input that is missing ({@link ProblemCode#REQUIRED_MISSING}), or every constraint that
     *             is not kept ({@link ProblemCode#CONSTRAINT})
     */
    public static RecipeInputs take(Recipe recipe, Map<Side, AdmittedSide> admitted) {
        Map<Side, SortedMap<String, AddonVersion>> sides = new EnumMap<>(Side.class);
        Set<Problem> problems = new LinkedHashSet<>();
        admitted.forEach((side, asked) -> {
            SortedMap<String, AddonVersion> values = new TreeMap<>();
            recipe.inputs().forEach((name, input) -> {
                AddonVersion version = input.sides().contains(side) ? version(input, asked) : null;
                if (version != null) {
                    values.put(name, version);
                } else if (input.isRequired() && input.sides().contains(side)) {
                    problems.add(missing(side, input));
                }
            });
            sides.put(side, values);
        });
        requireNone(problems);
        RecipeInputs inputs = new RecipeInputs(sides);
        sides.keySet().forEach(side -> recipe.constraints().stream()
                .filter(constraint -> !constraint.require().holds(inputs.scope(recipe, side)))
                .forEach(constraint -> problems.add(new Problem(ProblemCode.CONSTRAINT, "/" + side.wire(),
                        Problem.echo(constraint.message()), side, null, null))));
        requireNone(problems);
        return inputs;
    }

    private static @Nullable AddonVersion version(Recipe.Input input, AdmittedSide asked) {
        AddonVersion requested = input.isFromRequested() ? asked.requested().get(input.addon()) : null;
        return requested != null || !input.isFromProvided() ? requested : asked.provided().get(input.addon());
    }

    private static Problem missing(Side side, Recipe.Input input) {
        String list = input.isFromRequested() ? "requested" : "provided";
        return new Problem(ProblemCode.REQUIRED_MISSING, "/" + side.wire() + "/" + list,
                "the environment cannot be built without a version of " + input.addon(), side, input.addon(), null);
    }

    private static void requireNone(Set<Problem> problems) {
        if (!problems.isEmpty()) {
            throw Refusal.of(problems).exception();
        }
    }

    /** These inputs as the values that the conditions of {@code recipe} look at. */
    Condition.Scope scope(Recipe recipe, Side side) {
        SortedMap<String, AddonVersion> values = sides.get(side);
        return new Condition.Scope() {
            @Override
            public boolean has(List<String> path) {
                return path.size() > 1 && values.containsKey(path.get(1));
            }

            @Override
            public String fill(Template template) {
                return template.fill(reference -> String.valueOf(values.get(reference.path().get(1))));
            }

            @Override
            public boolean isIn(Template template, VersionRange range) {
                String text = fill(template);
                AddonId addon = template.references().isEmpty()
                        ? null
                        : recipe.inputs().get(template.references().getFirst().path().get(1)).addon();
                return AddonVersion.isVersion(text)
                        && range.contains(addon == null ? AddonVersion.of(text) : addon.version(text));
            }

            @Override
            public boolean isSameOnBothSides(List<String> path) {
                List<AddonVersion> versions = new ArrayList<>();
                sides.values().forEach(each -> versions.add(each.get(path.get(1))));
                return new LinkedHashSet<>(versions).size() <= 1;
            }
        };
    }
}
