package io.packhouse.envbuilder.repository;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.addonscript.documents.AddonId;

/**
 * Which files of a tree make an add-on: {@code <namespace>/<id>/} and the layout below it.
 *
 * @param manifests
 *            by version, as its directory is called
 * @param data
 *            by path from the add-on's directory, such as {@code data/table.json}
 */
record AddonFiles(AddonId id, SortedMap<String, String> manifests, List<String> recipes, SortedMap<String, String> data) {

    private static final String ADDON = "addon.json";
    private static final String MANIFEST = "manifest.json";
    private static final String RECIPES = "environments";
    private static final String DATA = "data";

    /** The add-ons of {@code tree}, sorted; what lies where nothing belongs is told to {@code findings}. */
    static Collection<AddonFiles> of(RepositoryTree tree, Findings findings) {
        Map<AddonId, AddonFiles> addons = new TreeMap<>();
        for (String path : tree.files().keySet()) {
            String[] parts = path.split("/", -1);
            if (parts.length < 3) {
                continue;
            }
            if (!AddonId.isTidyNamespace(parts[0]) || !AddonId.isId(parts[1])) {
                findings.error(parts[0] + "/" + parts[1],
                        "is not <namespace>/<id> of an add-on: those have a-z, 0-9, - and, in namespaces, dots between names");
                continue;
            }
            addons.computeIfAbsent(new AddonId(parts[0], parts[1]),
                    id -> new AddonFiles(id, new TreeMap<>(), new ArrayList<>(), new TreeMap<>()))
                    .take(path, parts, findings);
        }
        return addons.values();
    }

    /** The path of {@code addon.json}, whether there is one or not. */
    String document() {
        return directory() + ADDON;
    }

    String directory() {
        return id.namespace() + "/" + id.id() + "/";
    }

    private void take(String path, String[] parts, Findings findings) {
        if (parts[2].equals(DATA) && parts.length > 3) {
            data.put(path.substring(directory().length()), path);
        } else if (parts[2].equals(RECIPES) && parts.length == 4 && path.endsWith(".json")) {
            recipes.add(path);
        } else if (parts.length == 4 && parts[3].equals(MANIFEST)) {
            manifests.put(parts[2], path);
        } else if (!path.equals(document()) && path.endsWith(".json")) {
            findings.warning(path,
                    "is not read: it is none of addon.json, <version>/manifest.json, environments/<name>.json "
                            + "and data/...");
        }
    }
}
