package io.packhouse.addonscript.documents;

import java.util.List;

/**
 * Where a namespace is served.
 *
 * @param instances
 *            base URLs, the best first
 */
public record RepositoryReference(String namespace, List<String> instances) {

    public RepositoryReference {
        instances = List.copyOf(instances);
    }
}
