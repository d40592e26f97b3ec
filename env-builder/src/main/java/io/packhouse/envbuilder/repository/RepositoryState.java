package io.packhouse.envbuilder.repository;

import java.util.List;
import java.util.Optional;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.environments.RepositoryIndex;

/**
 * A repository as it was read: what of it is good, and what is wrong with the rest.
 *
 * @param addons
 *            sorted; those without any good version are not there
 * @param aliases
 *            sorted
 * @param findings
 *            by path and line
 */
record RepositoryState(List<Addon> addons, List<RepositoryIndex.Alias> aliases, List<Finding> findings) {

    static final RepositoryState EMPTY = new RepositoryState(List.of(), List.of(), List.of());

    RepositoryState {
        addons = List.copyOf(addons);
        aliases = List.copyOf(aliases);
        findings = List.copyOf(findings);
    }

    /**
     * An add-on.
     *
     * @param meta
     *            the {@code meta} object of {@code addon.json}
     * @param versions
     *            ascending in version order, never empty
     */
    record Addon(AddonId id, Optional<BlobRef> meta, List<Version> versions) {

        Addon {
            versions = List.copyOf(versions);
        }
    }

    /**
     * A version that is served.
     *
     * @param recipe
     *            the one for it; empty when it is not built here
     */
    record Version(ManifestFile manifest, Optional<RecipeFile> recipe) {
    }

    /**
     * A good manifest.
     *
     * @param blob
     *            its bytes, in which every relation has a namespace
     */
    record ManifestFile(String path, Manifest manifest, BlobRef blob) {
    }

    /**
     * A good recipe.
     *
     * @param bundle
     *            a {@link io.packhouse.contracts.environments.RecipeBundle} as JSON
     */
    record RecipeFile(String path, Recipe recipe, BlobRef bundle) {
    }

    /** What the registry tells of. */
    RepositoryIndex toIndex() {
        return new RepositoryIndex(addons.stream()
                .map(addon -> new RepositoryIndex.Addon(addon.id().namespace(), addon.id().id(), addon.meta().orElse(null),
                        addon.versions().stream().map(RepositoryState::index).toList()))
                .toList(), aliases);
    }

    private static RepositoryIndex.Version index(Version version) {
        return new RepositoryIndex.Version(version.manifest().manifest().identity().version().text(),
                version.manifest().blob(), version.recipe().map(RecipeFile::bundle).orElse(null));
    }

    long versions() {
        return addons.stream().mapToLong(addon -> addon.versions().size()).sum();
    }

    long errors() {
        return findings.stream().filter(Finding::isError).count();
    }
}
