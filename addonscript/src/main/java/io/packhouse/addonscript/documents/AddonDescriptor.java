package io.packhouse.addonscript.documents;

import io.packhouse.addonscript.versions.AddonVersion;

/** One version of one add-on. */
public record AddonDescriptor(AddonId addon, AddonVersion version) {

    public static AddonDescriptor of(String namespace, String id, String version) {
        AddonId addon = new AddonId(namespace, id);
        return new AddonDescriptor(addon, addon.version(version));
    }

    @Override
    public String toString() {
        return addon + ":" + version;
    }
}
