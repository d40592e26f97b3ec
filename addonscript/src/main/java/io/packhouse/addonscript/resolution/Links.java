package io.packhouse.addonscript.resolution;

import java.util.ArrayList;
import java.util.List;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.versions.SoftRequirement;
import io.packhouse.addonscript.versions.VersionRange;

/** The relations of one version on one side, by what they mean for a choice. */
record Links(AddonDescriptor by, List<Link> links) {

    Links {
        links = List.copyOf(links);
    }

    /** One relation. */
    record Link(AddonId target, VersionRange range, Kind kind) {
    }

    enum Kind {
        /** The target has to be there, in the range. */
        NEED,
        /** Where the target is there, it is in the range. */
        ALLOW,
        /** The target is not there in the range. */
        FORBID,
        /** The target is there, in this version, as a part of the other. */
        INCLUDE
    }

    static Links of(AddonDescriptor by, List<Relation> relations, Side side) {
        List<Link> links = new ArrayList<>();
        for (Relation relation : relations) {
            if (!relation.flags().on(side).isEmpty()) {
                links.add(new Link(relation.addon(), relation.range(), kind(relation, side)));
            }
        }
        return new Links(by, links);
    }

    private static Kind kind(Relation relation, Side side) {
        if (relation.flags().has(side, Flag.INCOMPATIBLE)) {
            return Kind.FORBID;
        }
        if (relation.flags().has(side, Flag.INCLUDED) && relation.range() instanceof SoftRequirement) {
            return Kind.INCLUDE;
        }
        return relation.flags().has(side, Flag.REQUIRED) ? Kind.NEED : Kind.ALLOW;
    }
}
