package io.packhouse.envbuilder.repository;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.recipes.RecipeLint;

/** Which recipe of an add-on is for which of its versions: exactly one for each that can be built. For one thread. */
final class RecipeMatching {

    private final RepositoryTree tree;
    private final List<RepositoryState.RecipeFile> recipes;
    private final boolean isAnyBad;
    private final Findings findings;
    private final Set<String> used = new HashSet<>();

    /**
     * @param isAnyBad
     *            whether there are others that could not be read, so that a version without a recipe is no wonder
     */
    RecipeMatching(RepositoryTree tree, List<RepositoryState.RecipeFile> recipes, boolean isAnyBad, Findings findings) {
        this.tree = tree;
        this.recipes = recipes;
        this.isAnyBad = isAnyBad;
        this.findings = findings;
    }

    /** The version with its recipe; empty when they do not go together, which is then told. */
    Optional<RepositoryState.Version> of(RepositoryState.ManifestFile manifest) {
        if (!manifest.manifest().isBuildable()) {
            return Optional.of(new RepositoryState.Version(manifest, Optional.empty()));
        }
        var version = manifest.manifest().identity().version();
        List<RepositoryState.RecipeFile> matching = recipes.stream()
                .filter(each -> each.recipe().versions().contains(version))
                .toList();
        matching.forEach(each -> used.add(each.path()));
        if (matching.size() > 1) {
            tell(matching.getLast().path(), "/for/versions", version + " is in this range and in that of "
                    + matching.getFirst().path() + "; exactly one recipe is for a version");
            return Optional.empty();
        }
        if (matching.isEmpty()) {
            if (!isAnyBad) {
                tell(manifest.path(), "/use_builder", "no recipe is for " + version);
            }
            return Optional.empty();
        }
        var faults = RecipeLint.faults(matching.getFirst().recipe(), manifest.manifest());
        faults.forEach(fault -> tell(matching.getFirst().path(), fault.pointer(), fault.message()));
        return faults.isEmpty()
                ? Optional.of(new RepositoryState.Version(manifest, Optional.of(matching.getFirst())))
                : Optional.empty();
    }

    /** Tells which recipes are for no version at all. */
    void warnOfUnused() {
        recipes.stream().filter(each -> !used.contains(each.path())).forEach(each -> findings.warnings(each.path(),
                bytes(each.path()),
                List.of(new Problem(ProblemCode.SCHEMA, "/for/versions", "is for no version that is here"))));
    }

    private void tell(String path, String pointer, String sentence) {
        findings.error(path, bytes(path), pointer, sentence);
    }

    /** Of a document that was read before; empty when it has gone meanwhile, so that its first line is named. */
    private byte[] bytes(String path) {
        RepositoryTree.Entry entry = tree.files().get(path);
        try {
            return entry == null ? new byte[0] : FileShelf.read(entry);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
