package io.packhouse.contracts.environments;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Sha256;

/**
 * The command to build the environment of an instance add-on. The result is {@link EnvironmentBuilt}. Fails with
 * {@code NOT_FOUND} when nothing is known of a valid version, {@code INVALID_REQUEST} when the recipe says that the request is
 * wrong, and {@code UPSTREAM} when what it would be made of is not what it should be.
 *
 * @param key
 *            the environment's: the SHA-256 of everything below
 * @param namespace
 *            canonical, of the add-on
 * @param manifest
 *            the add-on's manifest
 * @param recipe
 *            a {@link RecipeBundle} as JSON
 * @param inputs
 *            versions by the name of the recipe's input, by side ({@code client}, {@code server}); a side that is not built is
 *            not there
 * @param form
 *            how the answer is written
 */
public record BuildEnvironment(String key, String namespace, String id, String version, BlobRef manifest, BlobRef recipe,
        SortedMap<String, SortedMap<String, String>> inputs, ResponseForm form) {

    public BuildEnvironment {
        Sha256.check(key);
        Objects.requireNonNull(namespace, "the add-on's namespace is missing");
        Objects.requireNonNull(id, "the add-on's id is missing");
        Objects.requireNonNull(version, "the add-on's version is missing");
        Objects.requireNonNull(manifest, "the manifest is missing");
        Objects.requireNonNull(recipe, "the recipe is missing");
        Objects.requireNonNull(form, "the form of the answer is missing");
        inputs = inputs == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /**
     * How an answer is written.
     *
     * @param isConfig
     *            whether the start of the game is written as a launch configuration, as before August 2023, not as launch patches
     * @param writesLink
     *            whether files carry {@code link}, the old name, beside {@code src}
     */
    public record ResponseForm(boolean isConfig, boolean writesLink) {
    }
}
