package io.packhouse.addonscript.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.packhouse.addonscript.documents.AddonFile;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.Side;

/** Whether a recipe and a manifest that it is for fit together (reference, section 10.1). */
public final class RecipeLint {

    private RecipeLint() {
    }

    /** What does not fit, as sentences for the operator; empty when all does. */
    public static List<String> faults(Recipe recipe, Manifest manifest) {
        List<String> faults = new ArrayList<>();
        Set<AddonId> related = manifest.relations().stream().map(Relation::addon).collect(Collectors.toSet());
        recipe.inputs().forEach((name, input) -> {
            if (!related.contains(input.addon())) {
                faults.add(
                        "the input " + name + " is " + input.addon() + ", which is no relation of " + manifest.identity());
            }
        });
        for (AddonId addon : expected(manifest)) {
            boolean isInput = recipe.inputs().values().stream().anyMatch(input -> input.addon().equals(addon));
            if (!isInput && !recipe.ignores().contains(addon)) {
                faults.add(addon + " is expected by " + manifest.identity() + ", but neither an input nor ignored");
            }
        }
        Set<String> own = manifest.files().stream().map(AddonFile::qualifier).collect(Collectors.toSet());
        for (Recipe.FileTemplate file : recipe.files()) {
            if (own.contains(file.qualifier().text())) {
                faults.add("the qualifier " + file.qualifier().text() + " is one of the files of " + manifest.identity());
            }
        }
        return faults;
    }

    private static Set<AddonId> expected(Manifest manifest) {
        Set<AddonId> expected = new TreeSet<>();
        for (Relation relation : manifest.relations()) {
            if (relation.flags().has(Side.CLIENT, Flag.EXPECTED) || relation.flags().has(Side.SERVER, Flag.EXPECTED)) {
                expected.add(relation.addon());
            }
        }
        return expected;
    }
}
