package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestLint;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.Place;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.Shapes;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.addonscript.documents.UnreadMembers;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.RecipeLint;
import io.packhouse.addonscript.recipes.RecipeReader;
import io.packhouse.addonscript.recipes.Surroundings;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.RecipeBundle;
import io.packhouse.envbuilder.steps.KnownKind;

/** Reads the documents of one add-on; what is wrong with them goes to the findings. For one thread. */
final class AddonReader {

    private final RepositoryTree tree;
    private final FileShelf shelf;
    private final Findings findings;
    private final ManifestReader.Namespaces namespaces;

    /**
     * @param namespaces
     *            the canonical ones of the add-ons of the repository
     */
    AddonReader(RepositoryTree tree, FileShelf shelf, Findings findings, ManifestReader.Namespaces namespaces) {
        this.tree = tree;
        this.shelf = shelf;
        this.findings = findings;
        this.namespaces = namespaces;
    }

    /** The {@code meta} object of {@code addon.json}; empty when there is none, or it is wrong. */
    Optional<BlobRef> meta(AddonFiles addon) throws IOException {
        RepositoryTree.Entry entry = tree.files().get(addon.document());
        if (entry == null) {
            return Optional.empty();
        }
        byte[] bytes = FileShelf.read(entry);
        try {
            Place root = Place.root(StrictJson.read(bytes, Manifest.SIZE_LIMIT));
            if (root.isObject()) {
                requireSame(root, addon.id());
                if (root.has("meta")) {
                    root.at("meta").isObject();
                }
            }
            root.requireWell();
            List<Problem> warnings = new ArrayList<>();
            UnreadMembers.warn(root.node(), Set.of("id", "namespace", "meta"), "", warnings);
            findings.warnings(addon.document(), bytes, warnings);
            return root.has("meta") ? Optional.of(shelf.keep(Json.write(root.at("meta").node()))) : Optional.empty();
        } catch (RefusedException e) {
            findings.errors(addon.document(), bytes, e.refusal().problems());
            return Optional.empty();
        }
    }

    private static void requireSame(Place root, AddonId id) {
        if (root.has("id") && !Shapes.id(root.at("id")).equals(id.id())) {
            root.at("id").wrong("is not the id of this directory, " + id.id());
        }
        if (root.has("namespace") && !Shapes.namespace(root.at("namespace")).equals(id.namespace())) {
            root.at("namespace").wrong("is not the namespace of this directory, " + id.namespace());
        }
    }

    /** The manifest at {@code path}; empty when it is wrong, or not of the version that its directory is called. */
    Optional<RepositoryState.ManifestFile> manifest(AddonId id, String directory, String path) throws IOException {
        byte[] bytes = FileShelf.read(tree.files().get(path));
        Optional<String> version = PathNames.decode(directory);
        try {
            Manifest manifest = new ManifestReader(true, namespaces).read(bytes);
            JsonNode document = StrictJson.read(bytes, Manifest.SIZE_LIMIT);
            Place root = Place.root(document);
            requireSame(root, id);
            String own = manifest.identity().version().text();
            if (version.isEmpty()) {
                root.wrong("its directory " + directory + " has a % without two hexadecimal digits");
            } else if (!own.equals(version.get())) {
                root.at("version").wrong("is " + own + ", but its directory is for " + version.get());
            }
            root.requireWell();
            findings.warnings(path, bytes, ManifestLint.warnings(document, manifest));
            return Optional.of(new RepositoryState.ManifestFile(path, manifest, stored(path, document, manifest)));
        } catch (RefusedException e) {
            findings.errors(path, bytes, e.refusal().problems());
            return Optional.empty();
        }
    }

    /** The file as it is, unless a relation has no namespace: then with those that were found, so that nobody looks again. */
    private BlobRef stored(String path, JsonNode document, Manifest manifest) throws IOException {
        boolean isWhole = true;
        for (int i = 0; i < manifest.relations().size(); i++) {
            var relation = (ObjectNode) document.path("relations").path(i);
            if (!relation.hasNonNull("namespace")) {
                relation.put("namespace", manifest.relations().get(i).addon().namespace());
                isWhole = false;
            }
        }
        return isWhole ? shelf.keep(path, tree.files().get(path)) : shelf.keep(Json.write(document));
    }

    /**
     * The recipe at {@code path}; empty when it is wrong.
     *
     * @param kinds
     *            the kinds of steps that there are, by name
     */
    Optional<RepositoryState.RecipeFile> recipe(AddonFiles addon, String path, Map<String, KnownKind> kinds,
            RepositoryDocument repository, Optional<Set<String>> tools) throws IOException {
        byte[] bytes = FileShelf.read(tree.files().get(path));
        try {
            Recipe recipe = RecipeReader.read(bytes, kinds::containsKey);
            findings.warnings(path, bytes,
                    RecipeLint.warnings(StrictJson.read(bytes, RecipeReader.SIZE_LIMIT), kind -> parameters(kinds, kind)));
            var faults = RecipeLint.faults(recipe,
                    new Surroundings(data -> hasData(addon, data), repository.allowedHosts(), tools));
            findings.errors(path, bytes, faults);
            return faults.isEmpty()
                    ? Optional.of(new RepositoryState.RecipeFile(path, recipe, bundle(addon, path, recipe, kinds)))
                    : Optional.empty();
        } catch (RefusedException e) {
            findings.errors(path, bytes, e.refusal().problems());
            return Optional.empty();
        }
    }

    private static Set<String> parameters(Map<String, KnownKind> kinds, String kind) {
        KnownKind known = kinds.get(kind);
        return known == null ? Set.of() : known.parameters();
    }

    private static boolean hasData(AddonFiles addon, String path) {
        String directory = path.endsWith("/") ? path : path + "/";
        return addon.data().containsKey(path) || addon.data().keySet().stream().anyMatch(each -> each.startsWith(directory));
    }

    private BlobRef bundle(AddonFiles addon, String path, Recipe recipe, Map<String, KnownKind> kinds) throws IOException {
        SortedMap<String, BlobRef> data = new TreeMap<>();
        for (var file : DataReferences.of(recipe, addon.data()).entrySet()) {
            data.put(file.getKey(), shelf.keep(file.getValue(), tree.files().get(file.getValue())));
        }
        Set<String> used = new TreeSet<>();
        recipe.steps().forEach(step -> used.add(step.kind()));
        SortedMap<String, Integer> versions = new TreeMap<>();
        used.forEach(kind -> versions.put(kind, Objects.requireNonNull(kinds.get(kind)).version()));
        return shelf.keep(Json.write(new RecipeBundle(shelf.keep(path, tree.files().get(path)), data, versions)));
    }
}
