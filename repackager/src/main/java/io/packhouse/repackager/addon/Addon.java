package io.packhouse.repackager.addon;

import java.util.List;

/**
 * An add-on's sources: what a builder of an SDK needs besides the SDK.
 *
 * @param own
 *            the add-on's own package
 * @param dependencies
 *            the other packages that it brought, in order of appearance; none of an SDK
 */
public record Addon(AddonPackage own, List<AddonPackage> dependencies) {

    public Addon {
        dependencies = List.copyOf(dependencies);
    }
}
