package io.packhouse.addonscript.relations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.BuilderRequest;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.documents.Refusal;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.RequestedSide;
import io.packhouse.addonscript.documents.Side;

/**
 * The checks of a request before a recipe is looked for (reference, section 3.6, steps 2 to 8), in their order: the first step
 * that finds something answers with all that it finds.
 */
public final class Admission {

    private final Manifests manifests;
    private final double manifestVersion;
    private final RelationOptions options;

    /** The manifests of a repository as it is now. */
    public interface Manifests {

        /** The manifest with exactly this canonical namespace, id and version text. */
        Optional<Manifest> find(AddonDescriptor addon);

        /** The add-on that the repository of {@code alias.namespace()} lists under this id; empty when it lists none. */
        Optional<AddonId> canonical(AddonId alias);
    }

    /** A request that may be built; {@code sides} is never empty and goes from client to server. */
    public record Admitted(BuilderRequest request, Manifest manifest, Map<Side, AdmittedSide> sides) {

        public Admitted {
            sides = Collections.unmodifiableMap(new EnumMap<>(sides));
        }
    }

    public Admission(Manifests manifests, double manifestVersion, RelationOptions options) {
        this.manifests = manifests;
        this.manifestVersion = manifestVersion;
        this.options = options;
    }

    /** {@code body} as a request that may be built; {@link RefusedException} with the answer otherwise. */
    public Admitted admit(byte[] body) {
        BuilderRequest request = BuilderRequest.read(body, manifestVersion);
        Manifest manifest = manifests.find(request.addon()).orElseThrow(() -> unknown(request.addon()));
        if (!manifest.isBuildable()) {
            throw refused(ProblemCode.NOT_BUILDABLE, request.addon()
                    + " has no environment to build: its manifest does not say instance and use_builder");
        }
        Map<Side, RequestedSide> wanted = wanted(request, manifest);
        if (wanted.isEmpty()) {
            throw Refusal.of(new Problem(ProblemCode.NO_SIDE, "",
                    "none of the sides that were asked for is one of " + request.addon())).exception();
        }
        List<Problem> problems = new ArrayList<>();
        Map<Side, AdmittedSide> sides = new EnumMap<>(Side.class);
        wanted.forEach((side, asked) -> sides.put(side,
                new RelationRules(manifest, side, options, problems).check(asked)));
        if (!problems.isEmpty()) {
            throw Refusal.of(problems).exception();
        }
        return new Admitted(request, manifest, sides);
    }

    private RefusedException unknown(AddonDescriptor wanted) {
        Optional<AddonId> canonical = manifests.canonical(wanted.addon())
                .filter(other -> !other.namespace().equals(wanted.addon().namespace()));
        return canonical.map(other -> refused(ProblemCode.NOT_CANONICAL,
                "the canonical namespace of " + wanted.addon() + " is " + other.namespace()))
                .orElseGet(() -> refused(ProblemCode.UNKNOWN_ADDON, "nothing is known here of " + wanted));
    }

    private static RefusedException refused(ProblemCode code, String message) {
        return Refusal.of(new Problem(code, "/addon", message)).exception();
    }

    /** Section 4.1: a side that is not asked for is not built, unless none is; one that the add-on has not is left out. */
    private static Map<Side, RequestedSide> wanted(BuilderRequest request, Manifest manifest) {
        boolean isAnyAsked = request.client() != null || request.server() != null;
        Map<Side, RequestedSide> wanted = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            RequestedSide asked = isAnyAsked ? request.on(side) : RequestedSide.EMPTY;
            if (asked != null && manifest.isOn(side)) {
                wanted.put(side, asked);
            }
        }
        return wanted;
    }
}
