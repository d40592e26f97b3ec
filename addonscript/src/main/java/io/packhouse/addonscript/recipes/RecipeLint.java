package io.packhouse.addonscript.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.AddonFile;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestLint;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.documents.UnreadMembers;

/**
 * Whether a recipe fits a manifest that it is for, and what is around it (reference, section 10.1). Pointers of problems are into
 * the recipe.
 */
public final class RecipeLint {

    private static final Set<String> ROOT = Set.of("recipe", "for", "inputs", "ignores", "constraints", "steps", "files",
            "launch", "publish_policy", "cache");
    private static final Set<String> STEP = Set.of("id", "kind", "when", "side", "foreach", "with");
    private static final Set<String> FILE = Set.of("qualifier", "from", "flags", "install", "when", "foreach", "publish");
    private static final Set<String> INPUT = Set.of("addon", "from", "required", "sides");
    private static final Set<String> LAUNCH = Set.of("main_class", "arguments", "jvm_arguments", "replace_jvm_arguments",
            "java_version", "side");

    private RecipeLint() {
    }

    /** What does not fit {@code manifest}, in sentences for the operator; empty when all does. */
    public static List<Problem> faults(Recipe recipe, Manifest manifest) {
        List<Problem> faults = new ArrayList<>();
        Set<AddonId> related = manifest.relations().stream().map(Relation::addon).collect(Collectors.toSet());
        recipe.inputs().forEach((name, input) -> {
            if (!related.contains(input.addon())) {
                faults.add(problem("/inputs/" + name + "/addon",
                        "the input " + name + " is " + input.addon() + ", which is no relation of " + manifest.identity()));
            }
        });
        for (AddonId addon : expected(manifest)) {
            boolean isInput = recipe.inputs().values().stream().anyMatch(input -> input.addon().equals(addon));
            if (!isInput && !recipe.ignores().contains(addon)) {
                faults.add(problem("/inputs",
                        addon + " is expected by " + manifest.identity() + ", but neither an input nor ignored"));
            }
        }
        Set<String> own = manifest.files().stream().map(AddonFile::qualifier).collect(Collectors.toSet());
        for (int i = 0; i < recipe.files().size(); i++) {
            String qualifier = AddonId.idOf(recipe.files().get(i).qualifier().text());
            if (own.contains(qualifier)) {
                faults.add(problem("/files/" + i + "/qualifier",
                        "the qualifier " + qualifier + " is one of the files of " + manifest.identity()));
            }
        }
        return faults;
    }

    /** What is not where {@code recipe} looks for it, or where it must not look; empty when all is well. */
    public static List<Problem> faults(Recipe recipe, Surroundings surroundings) {
        return new RecipeReferences(recipe, surroundings).faults();
    }

    /**
     * What was probably not meant in {@code document}, a recipe: members that nobody reads.
     *
     * @param parameters
     *            all that a kind of step reads; empty where that is not known
     */
    public static List<Problem> warnings(JsonNode document, Function<String, Set<String>> parameters) {
        List<Problem> warnings = new ArrayList<>();
        UnreadMembers.warn(document, ROOT, "", warnings);
        UnreadMembers.warn(document.path("for"), Set.of("versions"), "/for", warnings);
        UnreadMembers.warn(document.path("cache"), Set.of("ttl_metadata"), "/cache", warnings);
        document.path("inputs").properties().forEach(input -> UnreadMembers.warn(input.getValue(), INPUT,
                "/inputs/" + input.getKey(), warnings));
        UnreadMembers.warn(document, "constraints", Set.of("require", "message"), "", warnings);
        UnreadMembers.warn(document, "steps", STEP, "", warnings);
        for (int i = 0; i < document.path("steps").size(); i++) {
            JsonNode step = document.path("steps").path(i);
            Set<String> read = parameters.apply(step.path("kind").asText());
            if (!read.isEmpty()) {
                UnreadMembers.warn(step.path("with"), read, "/steps/" + i + "/with", warnings);
            }
        }
        UnreadMembers.warn(document, "files", FILE, "", warnings);
        for (int i = 0; i < document.path("files").size(); i++) {
            ManifestLint.checkFlags(document.path("files").path(i).path("flags"), "/files/" + i + "/flags", warnings);
        }
        UnreadMembers.warn(document.path("launch"), Set.of("client", "server"), "/launch", warnings);
        document.path("launch").properties()
                .forEach(side -> UnreadMembers.warn(side.getValue(), LAUNCH, "/launch/" + side.getKey(), warnings));
        return warnings;
    }

    static Problem problem(String pointer, String message) {
        return new Problem(ProblemCode.SCHEMA, pointer, message);
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
