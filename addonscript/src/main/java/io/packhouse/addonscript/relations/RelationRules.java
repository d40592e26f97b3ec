package io.packhouse.addonscript.relations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.RequestedSide;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.versions.AddonVersion;

/**
 * Whether one side of a request fits the relations of a manifest (rules L1 to L17 of the reference). Everything that is wrong is
 * found in one go; time and memory grow with the lists, not with their product.
 */
final class RelationRules {

    private final Side side;
    private final RelationOptions options;
    private final List<Problem> problems;
    private final Map<AddonId, List<Relation>> relations = new LinkedHashMap<>();

    /**
     * @param problems
     *            where what is wrong is added
     */
    RelationRules(Manifest manifest, Side side, RelationOptions options, List<Problem> problems) {
        this.side = side;
        this.options = options;
        this.problems = problems;
        for (Relation relation : manifest.relations()) {
            if (!relation.flags().on(side).isEmpty()) {
                relations.computeIfAbsent(relation.addon(), addon -> new ArrayList<>()).add(relation);
            }
        }
    }

    /** The side without repetitions; of use only when no problem was added. */
    AdmittedSide check(RequestedSide asked) {
        SortedMap<AddonId, AddonVersion> requested = distinct("requested", asked.requested());
        SortedMap<AddonId, AddonVersion> provided = distinct("provided", asked.provided());
        for (int i = 0; i < asked.requested().size(); i++) {
            checkRequested(asked.requested().get(i), pointer("requested", i));
        }
        for (int i = 0; i < asked.provided().size(); i++) {
            AddonDescriptor descriptor = asked.provided().get(i);
            checkProvided(descriptor, pointer("provided", i), requested.containsKey(descriptor.addon()));
        }
        checkCovered(requested);
        provided.keySet().removeIf(addon -> !relations.containsKey(addon));
        return new AdmittedSide(requested, provided);
    }

    /** L7 and L8. */
    private SortedMap<AddonId, AddonVersion> distinct(String list, List<AddonDescriptor> descriptors) {
        SortedMap<AddonId, AddonVersion> distinct = new TreeMap<>();
        for (int i = 0; i < descriptors.size(); i++) {
            AddonDescriptor descriptor = descriptors.get(i);
            AddonVersion first = distinct.putIfAbsent(descriptor.addon(), descriptor.version());
            if (first != null && !first.equals(descriptor.version())) {
                add(ProblemCode.DUPLICATE_ADDON, pointer(list, i), descriptor.addon(),
                        "stands in the list as " + first + " already");
            }
        }
        return distinct;
    }

    /** L3, L4, L13 and L16. */
    private void checkRequested(AddonDescriptor descriptor, String pointer) {
        if (isIncompatible(descriptor)) {
            add(ProblemCode.INCOMPATIBLE, pointer, descriptor.addon(), "is incompatible with the add-on on this side");
            return;
        }
        List<Relation> expected = relationsTo(descriptor.addon()).stream().filter(this::isExpected).toList();
        if (expected.isEmpty()) {
            add(ProblemCode.NOT_EXPECTED, pointer, descriptor.addon(), "is not expected by the add-on on this side");
        }
        expected.forEach(relation -> checkVersion(relation, descriptor, pointer));
    }

    /** L9 to L13. */
    private void checkProvided(AddonDescriptor descriptor, String pointer, boolean isRequested) {
        List<Relation> related = relationsTo(descriptor.addon());
        if (isRequested) {
            add(ProblemCode.DUPLICATE_ADDON, pointer, descriptor.addon(), "is requested and provided");
        }
        if (isIncompatible(descriptor)) {
            add(ProblemCode.INCOMPATIBLE, pointer, descriptor.addon(), "is incompatible with the add-on on this side");
        } else if (related.stream().anyMatch(this::isExpected)) {
            add(ProblemCode.EXPECTED_IN_PROVIDED, pointer, descriptor.addon(),
                    "is expected: it is requested, or no part of the environment");
        } else if (related.isEmpty() && options.rejectsUnrelated()) {
            add(ProblemCode.NOT_RELATED, pointer, descriptor.addon(), "is no relation of the add-on on this side");
        } else {
            related.stream().filter(relation -> !relation.flags().has(side, Flag.INCOMPATIBLE))
                    .forEach(relation -> checkVersion(relation, descriptor, pointer));
        }
    }

    /** L1, L2, L5, L6 and L16: what is neither required nor optional is optional, what is both is required. */
    private void checkCovered(Map<AddonId, AddonVersion> requested) {
        relations.forEach((addon, related) -> {
            boolean isRequired = related.stream()
                    .anyMatch(relation -> isExpected(relation) && relation.flags().has(side, Flag.REQUIRED));
            if (isRequired && !requested.containsKey(addon)) {
                add(ProblemCode.REQUIRED_MISSING, "/" + side.wire() + "/requested", addon,
                        "required expected add-on " + addon + " is not requested");
            }
        });
    }

    private void checkVersion(Relation relation, AddonDescriptor descriptor, String pointer) {
        if (!options.accepts(relation, descriptor.version())) {
            problems.add(new Problem(ProblemCode.VERSION_OUT_OF_RANGE, pointer + "/version",
                    descriptor.version() + " is not in the range " + Problem.echo(relation.range().text()), side,
                    descriptor.addon(), Problem.echo(relation.range().text())));
        }
    }

    private boolean isIncompatible(AddonDescriptor descriptor) {
        return relationsTo(descriptor.addon()).stream().anyMatch(relation -> relation.flags().has(side, Flag.INCOMPATIBLE)
                && options.accepts(relation, descriptor.version()));
    }

    private boolean isExpected(Relation relation) {
        return relation.flags().has(side, Flag.EXPECTED);
    }

    private List<Relation> relationsTo(AddonId addon) {
        return relations.getOrDefault(addon, List.of());
    }

    private String pointer(String list, int index) {
        return "/" + side.wire() + "/" + list + "/" + index;
    }

    private void add(ProblemCode code, String pointer, AddonId addon, String message) {
        problems.add(new Problem(code, pointer, message, side, addon, null));
    }
}
