package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.environments.RepositoryIndex;
import io.packhouse.envbuilder.steps.KnownKind;

/**
 * Reads one state of a repository after the other. A file that is wrong takes nothing else down: what was good at its place in an
 * earlier reading stays in use, for as long as the file is there at all. For one thread.
 */
final class RepositoryReader {

    private final Map<String, KnownKind> kinds;
    private final Optional<Set<String>> tools;
    private final FileShelf shelf;
    private RepositoryDocument document = RepositoryDocument.EMPTY;
    private final Map<AddonId, BlobRef> metas = new HashMap<>();
    private final Map<String, RepositoryState.ManifestFile> manifests = new HashMap<>();
    private final Map<String, RepositoryState.RecipeFile> recipes = new HashMap<>();
    private final Map<String, RepositoryState.Version> versions = new HashMap<>();

    /**
     * @param kinds
     *            the kinds of steps that there are, by name
     * @param tools
     *            the names of the configured ones; empty where they are not known
     */
    RepositoryReader(Map<String, KnownKind> kinds, Optional<Set<String>> tools, BlobShelf blobs) {
        this.kinds = Map.copyOf(kinds);
        this.tools = tools;
        this.shelf = new FileShelf(blobs);
    }

    /**
     * Reads {@code tree}.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when the documents cannot be stored now
     */
    RepositoryState read(RepositoryTree tree) {
        var findings = new Findings();
        tree.refused().forEach(findings::error);
        shelf.turn();
        readDocument(tree, findings);
        Collection<AddonFiles> files = AddonFiles.of(tree, findings).stream().filter(addon -> isServed(addon, findings))
                .toList();
        Set<AddonId> there = files.stream().map(AddonFiles::id).collect(Collectors.toSet());
        var reader = new AddonReader(tree, shelf, findings, namespaces(there));
        forget(tree);
        List<RepositoryState.Addon> addons = new ArrayList<>();
        for (AddonFiles addon : files) {
            List<RepositoryState.Version> good = versions(addon, tree, reader, findings);
            if (!good.isEmpty()) {
                addons.add(new RepositoryState.Addon(addon.id(), meta(addon, reader, findings), good));
            }
        }
        return new RepositoryState(addons, aliases(), findings.all());
    }

    private void readDocument(RepositoryTree tree, Findings findings) {
        RepositoryTree.Entry entry = tree.files().get(RepositoryDocument.NAME);
        if (entry == null) {
            findings.error(RepositoryDocument.NAME, "is missing: it makes a directory a repository");
            return;
        }
        try {
            byte[] bytes = FileShelf.read(entry);
            try {
                document = RepositoryDocument.read(bytes);
                findings.warnings(RepositoryDocument.NAME, bytes, RepositoryDocument.warnings(bytes));
            } catch (RefusedException e) {
                findings.errors(RepositoryDocument.NAME, bytes, e.refusal().problems());
            }
        } catch (IOException e) {
            findings.error(RepositoryDocument.NAME, unreadable(e));
        }
    }

    private boolean isServed(AddonFiles addon, Findings findings) {
        boolean isServed = document.namespaces().isEmpty() || document.namespaces().contains(addon.id().namespace());
        if (!isServed) {
            findings.error(addon.id().namespace(), "is none of the namespaces of " + RepositoryDocument.NAME);
        }
        return isServed;
    }

    private ManifestReader.Namespaces namespaces(Set<AddonId> there) {
        return (repository, id) -> {
            var listed = new AddonId(repository, id);
            return there.contains(listed) || listed.equals(AddonId.MINECRAFT)
                    ? Optional.of(repository)
                    : Optional.ofNullable(document.aliases().get(listed));
        };
    }

    private List<RepositoryIndex.Alias> aliases() {
        return document.aliases().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(alias -> new RepositoryIndex.Alias(alias.getKey().namespace(), alias.getKey().id(), alias.getValue()))
                .toList();
    }

    /** What is not there any more is not kept either. */
    private void forget(RepositoryTree tree) {
        for (Map<String, ?> kept : List.of(manifests, recipes, versions)) {
            kept.keySet().removeIf(path -> !tree.files().containsKey(path) && !tree.isRefused(path));
        }
    }

    private Optional<BlobRef> meta(AddonFiles addon, AddonReader reader, Findings findings) {
        try {
            reader.meta(addon).ifPresent(meta -> metas.put(addon.id(), meta));
        } catch (IOException e) {
            findings.error(addon.document(), unreadable(e));
        }
        return Optional.ofNullable(metas.get(addon.id()));
    }

    private List<RepositoryState.Version> versions(AddonFiles addon, RepositoryTree tree, AddonReader reader,
            Findings findings) {
        boolean isAnyRecipeBad = readRecipes(addon, reader, findings);
        List<RepositoryState.RecipeFile> known = inAddon(recipes, addon);
        var matching = new RecipeMatching(tree, known, isAnyRecipeBad, findings);
        boolean isEveryManifestGood = readManifests(addon, reader, findings);
        List<RepositoryState.Version> found = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (RepositoryState.ManifestFile manifest : inAddon(manifests, addon)) {
            if (!texts.add(manifest.manifest().identity().version().text())) {
                findings.error(manifest.path(), "there is another directory of this version");
                continue;
            }
            RepositoryState.Version version = matching.of(manifest)
                    .orElseGet(() -> versions.getOrDefault(manifest.path(),
                            new RepositoryState.Version(manifest, Optional.empty())));
            versions.put(manifest.path(), version);
            found.add(version);
        }
        if (isEveryManifestGood) {
            matching.warnOfUnused();
        }
        found.sort((a, b) -> AddonVersion.ORDER.compare(
                a.manifest().manifest().identity().version(), b.manifest().manifest().identity().version()));
        return found;
    }

    private static <T> List<T> inAddon(Map<String, T> byPath, AddonFiles addon) {
        return byPath.entrySet().stream().filter(each -> each.getKey().startsWith(addon.directory()))
                .sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    private boolean readManifests(AddonFiles addon, AddonReader reader, Findings findings) {
        boolean isEveryGood = true;
        for (var entry : addon.manifests().entrySet()) {
            String path = entry.getValue();
            try {
                Optional<RepositoryState.ManifestFile> manifest = reader.manifest(addon.id(), entry.getKey(), path);
                manifest.ifPresent(good -> manifests.put(path, good));
                isEveryGood &= manifest.isPresent();
            } catch (IOException e) {
                findings.error(path, unreadable(e));
                isEveryGood = false;
            }
        }
        return isEveryGood;
    }

    /** Whether any recipe is not as its file says. */
    private boolean readRecipes(AddonFiles addon, AddonReader reader, Findings findings) {
        boolean isAnyBad = false;
        for (String path : addon.recipes()) {
            try {
                Optional<RepositoryState.RecipeFile> recipe = reader.recipe(addon, path, kinds, document, tools);
                recipe.ifPresent(good -> recipes.put(path, good));
                isAnyBad |= recipe.isEmpty();
            } catch (IOException e) {
                findings.error(path, unreadable(e));
                isAnyBad = true;
            }
        }
        return isAnyBad;
    }

    private static String unreadable(IOException e) {
        return "cannot be read: " + e.getMessage();
    }
}
