package io.packhouse.addonscript.recipes;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Place;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.Shapes;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.addonscript.versions.VersionRange;

/** Reads recipes: shapes first, then what a recipe must keep within itself ({@link RecipeGraph}). */
public final class RecipeReader {

    /** The greatest recipe, in bytes. */
    public static final int SIZE_LIMIT = 4 << 20;

    private static final int INPUTS_LIMIT = 100;
    private static final int STEPS_LIMIT = 500;
    private static final int FILES_LIMIT = 1_000;
    private static final Set<Side> BOTH = Set.of(Side.CLIENT, Side.SERVER);

    private RecipeReader() {
    }

    /**
     * The recipe of {@code bytes}, whatever kinds of steps it uses: for recipes that a repository has taken.
     *
     * @throws RefusedException
     *             with everything that is wrong
     */
    public static Recipe read(byte[] bytes) {
        return read(bytes, _ -> true);
    }

    /**
     * The recipe of {@code bytes}.
     *
     * @param isKind
     *            the kinds of steps that there are
     * @throws RefusedException
     *             with everything that is wrong
     */
    public static Recipe read(byte[] bytes, Predicate<String> isKind) {
        Place root = Place.root(StrictJson.read(bytes, SIZE_LIMIT));
        if (!root.isObject()) {
            root.requireWell();
        }
        root.at("recipe").integer(1, 1);
        Recipe recipe = new Recipe(versions(root.at("for")), root.map("inputs", INPUTS_LIMIT, RecipeReader::input),
                new HashSet<>(root.list("ignores", INPUTS_LIMIT, RecipeReader::addon)),
                root.list("constraints", INPUTS_LIMIT, RecipeReader::constraint),
                root.list("steps", STEPS_LIMIT, RecipeReader::step), root.list("files", FILES_LIMIT, RecipeReader::file),
                launch(root), policy(root), ttl(root));
        RecipeGraph.check(root, recipe, isKind);
        root.requireWell();
        return recipe;
    }

    private static VersionRange versions(Place place) {
        return place.isObject() ? Shapes.range(place.at("versions")) : VersionRange.parse("(,)");
    }

    private static AddonId addon(Place place) {
        String text = place.text(RecipeReader::isAddon, "an add-on such as org.example:name", "x:x");
        return new AddonId(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1));
    }

    private static boolean isAddon(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && AddonId.isNamespace(text.substring(0, colon)) && AddonId.isId(text.substring(colon + 1));
    }

    private static Recipe.Input input(Place place) {
        place.isObject();
        List<String> from = place.list("from", 2,
                each -> each.text(text -> text.equals("requested") || text.equals("provided"), "requested or provided", ""));
        return new Recipe.Input(addon(place.at("addon")), from.isEmpty() || from.contains("requested"),
                from.isEmpty() || from.contains("provided"), place.isTrue("required"), sides(place));
    }

    private static Set<Side> sides(Place place) {
        if (!place.has("sides")) {
            return BOTH;
        }
        Set<Side> sides = new HashSet<>();
        place.list("sides", 2, Shapes::sides).forEach(sides::addAll);
        if (sides.isEmpty()) {
            place.at("sides").wrong("names no side; without it, both are meant");
        }
        return sides;
    }

    private static Recipe.Constraint constraint(Place place) {
        place.isObject();
        return new Recipe.Constraint(condition(place.at("require")), place.at("message").text());
    }

    private static Recipe.Step step(Place place) {
        place.isObject();
        String id = place.at("id").text(text -> text.matches("[A-Za-z_][A-Za-z0-9_-]{0,127}"),
                "the id of a step: a letter, then letters, digits, - and _", "x");
        return new Recipe.Step(id, place.at("kind").text(), place.optional("when", RecipeReader::condition),
                place.has("side") ? Shapes.sides(place.at("side")) : BOTH, place.optional("foreach", RecipeReader::template),
                place.has("with") ? place.at("with").node() : JsonNodeFactory.instance.objectNode());
    }

    private static Recipe.FileTemplate file(Place place) {
        place.isObject();
        WrittenOut.checkInstall(place);
        return new Recipe.FileTemplate(template(place.at("qualifier")), template(place.at("from")),
                place.optional("flags", Shapes::flags), place.at("install").node(),
                place.optional("when", RecipeReader::condition), place.optional("foreach", RecipeReader::template),
                publish(place));
    }

    private static Recipe.Publish publish(Place place) {
        if (!place.has("publish")) {
            return Recipe.Publish.BOTH;
        }
        return switch (place.at("publish").text(Set.of("link", "mirror", "both", "none")::contains,
                "link, mirror, both or none", "both")) {
            case "link" -> Recipe.Publish.LINK;
            case "mirror" -> Recipe.Publish.MIRROR;
            case "none" -> Recipe.Publish.NONE;
            default -> Recipe.Publish.BOTH;
        };
    }

    private static Map<Side, JsonNode> launch(Place root) {
        Map<Side, JsonNode> launch = new EnumMap<>(Side.class);
        if (root.has("launch") && root.at("launch").isObject()) {
            for (Side side : Side.values()) {
                Place patch = root.at("launch").at(side.wire());
                if (root.at("launch").has(side.wire()) && patch.isObject()) {
                    WrittenOut.checkLaunch(patch);
                    launch.put(side, patch.node());
                }
            }
        }
        return launch;
    }

    private static Recipe.PublishPolicy policy(Place root) {
        return root.at("publish_policy").text(Set.of("public", "private-only")::contains, "public or private-only", "public")
                .equals("public") ? Recipe.PublishPolicy.PUBLIC : Recipe.PublishPolicy.PRIVATE_ONLY;
    }

    private static Duration ttl(Place root) {
        if (!root.has("cache") || !root.at("cache").isObject() || !root.at("cache").has("ttl_metadata")) {
            return Duration.ofHours(1);
        }
        String text = root.at("cache").at("ttl_metadata").text(each -> each.matches("[0-9]{1,5}[smhd]"),
                "a time such as 30m or 1h", "1h");
        return Duration.parse((text.endsWith("d") ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
    }

    private static Template template(Place place) {
        String text = place.text();
        try {
            return Template.parse(text);
        } catch (IllegalArgumentException e) {
            place.wrong(e.getMessage());
            return new Template("", List.of());
        }
    }

    private static @Nullable List<String> path(Place place) {
        try {
            return Template.path(place.text());
        } catch (IllegalArgumentException e) {
            place.wrong(e.getMessage());
            return null;
        }
    }

    /** Goes as deep as {@link StrictJson#DEPTH_LIMIT}. */
    private static Condition condition(Place place) {
        Condition none = new Condition.All(List.of());
        if (!place.isObject() || place.node().size() != 1) {
            place.wrong("a condition is an object with one member: has, in_range, eq, all, any, not or same_on_both_sides");
            return none;
        }
        String kind = place.node().fieldNames().next();
        Place value = place.at(kind);
        return switch (kind) {
            case "has", "same_on_both_sides" -> {
                List<String> path = path(value);
                yield path == null
                        ? none
                        : kind.equals("has") ? new Condition.Has(path) : new Condition.SameOnBothSides(path);
            }
            case "in_range", "eq" -> pair(place, kind, none);
            case "all" -> new Condition.All(place.list(kind, INPUTS_LIMIT, RecipeReader::condition));
            case "any" -> new Condition.Any(place.list(kind, INPUTS_LIMIT, RecipeReader::condition));
            case "not" -> new Condition.Not(condition(value));
            default -> {
                place.wrong("«" + Problem.echo(kind) + "» is no kind of condition");
                yield none;
            }
        };
    }

    private static Condition pair(Place place, String kind, Condition none) {
        List<Place> values = place.list(kind, 2, each -> each);
        if (values.size() != 2) {
            place.at(kind).wrong("takes two texts");
            return none;
        }
        return kind.equals("eq")
                ? new Condition.Eq(template(values.get(0)), template(values.get(1)))
                : new Condition.InRange(template(values.get(0)), Shapes.range(values.get(1)));
    }
}
