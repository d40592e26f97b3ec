package io.packhouse.addonscript.recipes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Place;
import io.packhouse.addonscript.documents.Problem;

/**
 * What the parts of a recipe take from each other: a step comes after those whose values it names. Finds names of nothing,
 * unknown kinds, circles, and qualifiers that are there twice.
 */
public final class RecipeGraph {

    private final Recipe recipe;
    private final Map<String, Set<String>> needs = new LinkedHashMap<>();

    private RecipeGraph(Recipe recipe) {
        this.recipe = recipe;
    }

    /**
     * Notes at {@code root} what is wrong with {@code recipe}, which was read from there.
     *
     * @param isKind
     *            the kinds of steps that there are
     */
    static void check(Place root, Recipe recipe, Predicate<String> isKind) {
        RecipeGraph graph = new RecipeGraph(recipe);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < recipe.steps().size(); i++) {
            Recipe.Step step = recipe.steps().get(i);
            Place place = root.at("steps").at(Integer.toString(i));
            if (!ids.add(step.id())) {
                place.at("id").wrong("«" + step.id() + "» is there twice");
            }
            if (!step.kind().isEmpty() && !isKind.test(step.kind())) {
                place.at("kind").wrong("«" + Problem.echo(step.kind()) + "» is no kind of step");
            }
        }
        for (int i = 0; i < recipe.steps().size(); i++) {
            graph.collect(recipe.steps().get(i), root.at("steps").at(Integer.toString(i)), ids);
        }
        graph.checkFiles(root, ids);
        for (int i = 0; i < recipe.constraints().size(); i++) {
            Place place = root.at("constraints").at(Integer.toString(i));
            for (List<String> path : recipe.constraints().get(i).require().paths().toList()) {
                if (!path.getFirst().equals("inputs")) {
                    place.wrong("a constraint looks at inputs only, not at " + String.join(".", path));
                }
                graph.checkPath(path, false, place, ids);
            }
        }
        recipe.launch().forEach((side, patch) -> graph.checkTexts(patch, false, root.at("launch").at(side.wire()), ids));
        String circle = graph.circle();
        if (circle != null) {
            root.at("steps").wrong("these steps wait for each other: " + circle);
        }
    }

    /** The steps in an order in which each comes behind what it needs; of a recipe that was read. */
    public static List<Recipe.Step> inOrder(Recipe recipe) {
        RecipeGraph graph = new RecipeGraph(recipe);
        Place nowhere = Place.root(MissingNode.getInstance());
        Set<String> ids = new HashSet<>();
        recipe.steps().forEach(step -> ids.add(step.id()));
        recipe.steps().forEach(step -> graph.collect(step, nowhere, ids));
        Map<String, Recipe.Step> byId = new HashMap<>();
        recipe.steps().forEach(step -> byId.put(step.id(), step));
        return graph.sorted().stream().map(byId::get).toList();
    }

    private void collect(Recipe.Step step, Place place, Set<String> ids) {
        Set<String> found = needs.computeIfAbsent(step.id(), id -> new TreeSet<>());
        boolean hasItem = step.foreach() != null;
        if (step.foreach() != null) {
            found.addAll(checkReferences(step.foreach(), false, place.at("foreach"), ids));
        }
        if (step.when() != null) {
            step.when().paths().forEach(path -> found.addAll(checkPath(path, hasItem, place.at("when"), ids)));
        }
        found.addAll(checkTexts(step.with(), hasItem, place.at("with"), ids));
    }

    private void checkFiles(Place root, Set<String> ids) {
        Set<String> qualifiers = new HashSet<>();
        for (int i = 0; i < recipe.files().size(); i++) {
            Recipe.FileTemplate file = recipe.files().get(i);
            Place place = root.at("files").at(Integer.toString(i));
            boolean hasItem = file.foreach() != null;
            if (file.foreach() != null) {
                checkReferences(file.foreach(), false, place.at("foreach"), ids);
            }
            if (file.when() != null) {
                file.when().paths().forEach(path -> checkPath(path, hasItem, place.at("when"), ids));
            }
            checkReferences(file.qualifier(), hasItem, place.at("qualifier"), ids);
            checkReferences(file.from(), hasItem, place.at("from"), ids);
            checkTexts(file.install(), hasItem, place.at("install"), ids);
            if (file.qualifier().references().isEmpty() && !file.qualifier().text().isEmpty()) {
                checkQualifier(AddonId.idOf(file.qualifier().text()), file, place.at("qualifier"), qualifiers);
            }
        }
    }

    /** One that is written out; what becomes of it counts, so that «A b» and «a-b» are the same. */
    private static void checkQualifier(String qualifier, Recipe.FileTemplate file, Place place, Set<String> qualifiers) {
        if (qualifier.isEmpty()) {
            place.wrong("of «" + Problem.echo(file.qualifier().text()) + "» nothing is left in a-z, 0-9 and -");
        } else if (file.when() == null && !qualifiers.add(qualifier)) {
            place.wrong("«" + Problem.echo(qualifier) + "» is there twice");
        }
    }

    /** The steps that are named anywhere in {@code node}. */
    private Set<String> checkTexts(JsonNode node, boolean hasItem, Place place, Set<String> ids) {
        Set<String> found = new TreeSet<>();
        if (node.isTextual()) {
            try {
                found.addAll(checkReferences(Template.parse(node.textValue()), hasItem, place, ids));
            } catch (IllegalArgumentException e) {
                place.wrong(e.getMessage());
            }
        }
        node.properties().forEach(member -> found.addAll(
                checkTexts(member.getValue(), hasItem, place.at(member.getKey()), ids)));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            found.addAll(checkTexts(node.get(i), hasItem, place.at(Integer.toString(i)), ids));
        }
        return found;
    }

    private Set<String> checkReferences(Template template, boolean hasItem, Place place, Set<String> ids) {
        Set<String> found = new TreeSet<>();
        template.references().forEach(reference -> found.addAll(checkPath(reference.path(), hasItem, place, ids)));
        return found;
    }

    /** The step that {@code path} names, if it names one. */
    private Set<String> checkPath(List<String> path, boolean hasItem, Place place, Set<String> ids) {
        String name = path.size() > 1 ? path.get(1) : "";
        boolean isWell = switch (path.getFirst()) {
            case "inputs" -> recipe.inputs().containsKey(name);
            case "steps" -> ids.contains(name);
            default -> hasItem;
        };
        if (!isWell) {
            place.wrong("there is no " + String.join(".", path)
                    + (path.getFirst().equals("item") ? " without foreach" : " in this recipe"));
        }
        return isWell && path.getFirst().equals("steps") ? Set.of(name) : Set.of();
    }

    /** Those that could be done in their order; fewer than all when some wait for each other. */
    private List<String> sorted() {
        Map<String, Integer> waits = new LinkedHashMap<>();
        Map<String, List<String>> followers = new HashMap<>();
        needs.forEach((id, before) -> {
            waits.put(id, before.size());
            before.forEach(each -> followers.computeIfAbsent(each, key -> new ArrayList<>()).add(id));
        });
        Deque<String> ready = new ArrayDeque<>();
        waits.forEach((id, count) -> {
            if (count == 0) {
                ready.add(id);
            }
        });
        List<String> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            String id = ready.remove();
            sorted.add(id);
            for (String follower : followers.getOrDefault(id, List.of())) {
                if (waits.merge(follower, -1, Integer::sum) == 0) {
                    ready.add(follower);
                }
            }
        }
        return sorted;
    }

    /** The names of a circle; null when there is none. */
    private @Nullable String circle() {
        Set<String> stuck = new TreeSet<>(needs.keySet());
        stuck.removeAll(sorted());
        if (stuck.isEmpty()) {
            return null;
        }
        List<String> way = new ArrayList<>();
        String next = stuck.iterator().next();
        while (!way.contains(next)) {
            way.add(next);
            next = needs.getOrDefault(next, Set.of()).stream().filter(stuck::contains).findFirst().orElseThrow();
        }
        return String.join(" -> ", way.subList(way.indexOf(next), way.size())) + " -> " + next;
    }
}
