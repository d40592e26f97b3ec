package io.packhouse.addonscript.relations;

import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.SoftRequirement;

/**
 * Where operators may differ.
 *
 * @param rejectsUnrelated
 *            whether a provided add-on that is no relation is refused; otherwise it counts for nothing
 * @param softMeansAny
 *            whether a plain version in the place of a range accepts every version, as in Maven; otherwise only the same
 */
public record RelationOptions(boolean rejectsUnrelated, boolean softMeansAny) {

    public static final RelationOptions DEFAULT = new RelationOptions(true, false);

    boolean accepts(Relation relation, AddonVersion version) {
        return (softMeansAny && relation.range() instanceof SoftRequirement) || relation.range().contains(version);
    }
}
