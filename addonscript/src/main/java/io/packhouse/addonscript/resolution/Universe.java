package io.packhouse.addonscript.resolution;

import java.util.List;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.versions.AddonVersion;

/** The add-ons that a resolver may choose from: the same answers for the time of one resolution. */
public interface Universe {

    /** The versions that there are, in any order; empty for an add-on that is not known. */
    List<AddonVersion> versions(AddonId addon);

    /** The relations of a version; empty for one that is not known, such as any of the game itself. */
    List<Relation> relations(AddonDescriptor addon);
}
