package io.packhouse.contracts.environments;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.contracts.BlobRef;

/**
 * A recipe with everything that it is read together with. It is a blob itself, so that its digest names the whole.
 *
 * @param recipe
 *            the document
 * @param data
 *            the files under {@code data/} of the add-on, by path from the add-on's directory, such as {@code data/table.json}
 * @param kinds
 *            the version of each kind of step that the recipe uses: another version builds another environment
 */
public record RecipeBundle(BlobRef recipe, SortedMap<String, BlobRef> data, SortedMap<String, Integer> kinds) {

    public RecipeBundle {
        Objects.requireNonNull(recipe, "the recipe is missing");
        data = data == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(data));
        kinds = kinds == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    }
}
