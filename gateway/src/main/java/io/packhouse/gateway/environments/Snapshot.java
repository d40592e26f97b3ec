package io.packhouse.gateway.environments;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.contracts.environments.RepositoryIndex;

/** One state of the repository, to look things up in. Never changes. */
final class Snapshot {

    /** What holds before any is known. */
    static final Snapshot NONE = new Snapshot("none", new RepositoryIndex(List.of(), List.of()));

    private final String digest;
    private final Map<AddonId, Listed> addons = new HashMap<>();
    private final Map<AddonId, AddonId> aliases = new HashMap<>();

    private record Listed(RepositoryIndex.Addon addon, Map<String, RepositoryIndex.Version> versions) {
    }

    /**
     * @param digest
     *            names this state: the same for the same index
     */
    Snapshot(String digest, RepositoryIndex index) {
        this.digest = digest;
        for (RepositoryIndex.Addon addon : index.addons()) {
            Map<String, RepositoryIndex.Version> versions = new LinkedHashMap<>();
            addon.versions().forEach(version -> versions.put(version.version(), version));
            addons.put(new AddonId(addon.namespace(), addon.id()), new Listed(addon, versions));
        }
        index.aliases().forEach(alias -> aliases.put(new AddonId(alias.namespace(), alias.id()),
                new AddonId(alias.canonical(), alias.id())));
    }

    String digest() {
        return digest;
    }

    /** The add-on that the repository of {@code listed.namespace()} has under this id, which may be another's. */
    Optional<AddonId> canonical(AddonId listed) {
        return addons.containsKey(listed)
                ? Optional.of(listed)
                : Optional.ofNullable(aliases.get(listed)).filter(addons::containsKey);
    }

    /** The add-on with exactly this canonical namespace and id. */
    Optional<RepositoryIndex.Addon> find(AddonId addon) {
        return Optional.ofNullable(addons.get(addon)).map(Listed::addon);
    }

    /** The version with exactly this text. */
    Optional<RepositoryIndex.Version> find(AddonId addon, String version) {
        return Optional.ofNullable(addons.get(addon)).map(listed -> listed.versions().get(version));
    }
}
