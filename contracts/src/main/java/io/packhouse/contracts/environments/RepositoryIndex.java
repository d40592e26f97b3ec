package io.packhouse.contracts.environments;

import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;

/**
 * One state of a repository of add-ons, recipes and their data: a blob.
 *
 * @param addons
 *            sorted by namespace and id
 * @param aliases
 *            under which other namespaces an add-on is listed
 */
public record RepositoryIndex(List<Addon> addons, List<Alias> aliases) {

    public RepositoryIndex {
        addons = addons == null ? List.of() : List.copyOf(addons);
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }

    /**
     * An add-on.
     *
     * @param namespace
     *            canonical
     * @param meta
     *            the {@code meta} object of {@code addon.json} as JSON; null when there is none
     * @param versions
     *            ascending in version order
     */
    public record Addon(String namespace, String id,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BlobRef meta, List<Version> versions) {

        public Addon {
            Objects.requireNonNull(namespace, "the add-on's namespace is missing");
            Objects.requireNonNull(id, "the add-on's id is missing");
            versions = versions == null ? List.of() : List.copyOf(versions);
        }
    }

    /**
     * A version of an add-on.
     *
     * @param manifest
     *            as it was stored
     * @param recipe
     *            the {@link RecipeBundle} of the one recipe that is for this version; null when there is none
     */
    public record Version(String version, BlobRef manifest,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BlobRef recipe) {

        public Version {
            Objects.requireNonNull(version, "the version is missing");
            Objects.requireNonNull(manifest, "the manifest is missing");
        }
    }

    /** An add-on {@code id} that the repository of {@code namespace} lists, though {@code canonical} is its own. */
    public record Alias(String namespace, String id, String canonical) {
    }
}
